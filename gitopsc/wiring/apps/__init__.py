"""From apps to units: what many of them have in common is worked out once."""
