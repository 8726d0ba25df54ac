"""Peers that are not ours: the real kustomize, the operators' schemas, trees of others."""
