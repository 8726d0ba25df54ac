"""The street: arguments, printing, exit codes, the disk."""
