"""The laws of the drawing room."""
