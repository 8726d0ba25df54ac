"""Text to tree: the only room that sees letters, and lark."""
