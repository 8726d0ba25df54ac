"""Versions as they stand in the checkouts: which runs where, what waits, and how one moves on."""
