"""Layouts as text: each preset is a `.gitops` file that holds nothing but places."""

from importlib import resources

from gitopsc.source import Source


def names() -> tuple[str, ...]:
    """The names of all presets, sorted."""
    files = resources.files(__name__).iterdir()
    return tuple(
        sorted(f.name.removesuffix(".gitops") for f in files if f.name.endswith(".gitops"))
    )


def preset(name: str) -> Source | None:
    """The text of a preset, or `None` when there is none of this name."""
    if name not in names():
        return None
    text = resources.files(__name__).joinpath(f"{name}.gitops").read_text(encoding="utf-8")
    return Source(f"preset:{name}", text)
