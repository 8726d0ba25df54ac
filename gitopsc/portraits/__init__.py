"""Documents about the plan that no operator reads: for people, and for the forge."""

from gitopsc.portraits.codeowners import emit_owners

__all__ = ["emit_owners"]
