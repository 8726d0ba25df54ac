"""Kustomizations that ResourceSets make: `link resourceset`."""

from gitopsc.backends.flux.sets.emitting import emit_sets, refused_sets
from gitopsc.backends.flux.sets.gathering import Member, set_file

__all__ = ["Member", "emit_sets", "refused_sets", "set_file"]
