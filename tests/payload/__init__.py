"""The payload room."""
