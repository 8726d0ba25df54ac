"""How GitOps Promoter names a repository: not by its address, but by its owner at a forge."""

from gitopsc.plan.slots import RepoAt
from gitopsc.wiring.forges import forge_of, full_name

KINDS = {"github": "github", "gitea": "gitea", "bitbucket": "bitbucketCloud"}
"""The forges at which owner and name say all. For GitLab it wants the number of the project, which
no address holds."""


def name_of(repo: RepoAt) -> tuple[str, dict[str, str]]:
    """The forge, and owner and name at it, of a repository that `has_name`."""
    owner, _, name = full_name(repo).partition("/")
    return KINDS[forge_of(repo) or ""], {"owner": owner, "name": name}


def has_name(repo: RepoAt) -> bool:
    """Whether it can be named: at a forge that is known, by one owner."""
    return forge_of(repo) in KINDS and full_name(repo).count("/") == 1
