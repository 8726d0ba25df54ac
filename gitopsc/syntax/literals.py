"""Texts in quotes, as they are written and as they are meant."""


def quoted(text: str) -> str:
    """The text as a literal of the language."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def unescaped(literal: str) -> str:
    """What a quoted literal says: without its quotes, and `\\"` and `\\\\` resolved."""
    return literal[1:-1].replace('\\"', '"').replace("\\\\", "\\")
