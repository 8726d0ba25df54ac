"""Kustomizations that ResourceSets make: `link resourceset`."""

from gitopsc.backends.flux.sets.emitting import emit_sets, misset
from gitopsc.backends.flux.sets.gathering import Member, set_file

__all__ = ["Member", "emit_sets", "misset", "set_file"]
