"""What may stand after a word: one class for each form a value can have."""
