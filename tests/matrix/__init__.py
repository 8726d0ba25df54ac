"""Every combination of the talk's dimensions on both operators, read back or refused."""
