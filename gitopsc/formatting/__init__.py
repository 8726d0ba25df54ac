"""The one way to write a spec."""
