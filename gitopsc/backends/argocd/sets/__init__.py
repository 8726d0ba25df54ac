"""ApplicationSets: the Applications of a team in a stage, made from one template."""

from gitopsc.backends.argocd.sets.applicationset import ApplicationSet
from gitopsc.backends.argocd.sets.asked import contradictory_words, makes_sets
from gitopsc.backends.argocd.sets.build import build_sets
from gitopsc.backends.argocd.sets.gathering import Gathering, Member, gather
from gitopsc.backends.argocd.sets.searches import Search, greedy_generators

__all__ = [
    "ApplicationSet",
    "Gathering",
    "Member",
    "Search",
    "build_sets",
    "contradictory_words",
    "gather",
    "greedy_generators",
    "makes_sets",
]
