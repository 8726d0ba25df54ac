"""Versions in checkouts: reading, editing, moving on."""
