"""The workshops, one folder per operator."""
