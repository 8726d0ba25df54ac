"""The command line as people and pipelines meet it."""
