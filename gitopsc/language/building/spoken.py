"""What the things that come by the thousands are made from."""

from typing import Any


def spoken(**fields: Any) -> dict[str, Any]:
    """Only the fields that say something. The others are their defaults anyhow, and pydantic keeps
    a note of each field it was given, which takes more memory than the fields themselves."""
    return {word: value for word, value in fields.items() if value}
