"""The stone yard: the YAML writer and reader, and the builders of objects."""
