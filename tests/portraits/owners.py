"""CODEOWNERS as GitHub reads it, as far as paths without wildcards go: the last match decides."""

import re


def owners_of(path: str, codeowners: str) -> tuple[str, ...] | None:
    """The owners of a file: empty where a line says that nobody is, `None` without a line."""
    found: tuple[str, ...] | None = None
    for line in codeowners.splitlines():
        words = [re.sub(r"\\(.)", r"\1", word) for word in re.split(r"(?<!\\)\s+", line.strip())]
        pattern, *owners = words
        if pattern and not pattern.startswith("#") and _matches(pattern, path):
            found = tuple(owners)
    return found


def _matches(pattern: str, path: str) -> bool:
    if pattern == "*":
        return True
    assert pattern.startswith("/"), "anything else would match at any depth"
    whole = pattern.removeprefix("/")
    return path.startswith(whole) if whole.endswith("/") else path == whole
