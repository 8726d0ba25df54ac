"""What the table cannot say: truths about several words together. One file, one truth."""
