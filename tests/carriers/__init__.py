"""Agents that carry releases: what they are told, and what becomes of it."""
