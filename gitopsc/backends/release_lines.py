"""The order of release lines, such as `3.4`."""


def is_before(line: str, other: str) -> bool:
    """Whether a release line came out before another one: 3.9 before 3.10."""
    return _parts(line) < _parts(other)


def _parts(line: str) -> tuple[int, ...]:
    return tuple(int(part) for part in line.split("."))
