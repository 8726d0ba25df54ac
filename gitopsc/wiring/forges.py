"""Forges: what serves a repository to people, and takes their pull requests."""

import re
from urllib.parse import urlsplit

from gitopsc.plan.slots import RepoAt
from gitopsc.refs import Ref, Where
from gitopsc.wiring.complaints import Complaints

KNOWN = {
    "codeberg.org": "gitea",
    "dev.azure.com": "azure",
    "ssh.dev.azure.com": "azure",
    "bitbucket.org": "bitbucket",
    "gitea.com": "gitea",
    "github.com": "github",
    "gitlab.com": "gitlab",
}
"""The public hosts that each serve one kind. Any other host may serve whatever it likes."""

_ADDRESS = re.compile(
    r"(?:(?P<scheme>https?|ssh)://)?(?:[^@/]*@)?(?P<host>[^:/]+)(?P<port>:\d+)?[:/](?P<path>.*)"
)

_OF_AZURE = re.compile(r"ssh\.dev\.azure\.com/v3/(?P<project>[^/]+/[^/]+)/(?P<name>[^/]+)")
"""How Azure DevOps writes an address by SSH ("Use SSH key authentication")."""


def forge_of(repo: RepoAt) -> str | None:
    """What it says it is, or what its host is known for."""
    found = _ADDRESS.fullmatch(repo.url)
    return repo.forge or KNOWN.get(found["host"] if found else "")


def http_address(url: str) -> str:
    """The address of a Git repository that a token opens. One by SSH is mostly served by HTTPS at
    the same host, by the same path and at another port. Azure has its own ways for it; where a
    company's own server has, the spec says the address by HTTPS."""
    found = _ADDRESS.fullmatch(url)
    if found is None or found["scheme"] in ("http", "https"):
        return url
    azure = _OF_AZURE.fullmatch(f"{found['host']}/{found['path']}")
    if azure:
        return f"https://dev.azure.com/{azure['project']}/_git/{azure['name']}"
    return f"https://{found['host']}/{found['path']}"


def full_name(repo: RepoAt) -> str:
    """Its owner and its name at the forge, as the address says them: `acme/platform`."""
    return urlsplit(http_address(repo.url)).path.strip("/").removesuffix(".git")


def whereabouts(repo: RepoAt) -> str:
    """Its host and its full name there, which are the same however its address is written."""
    host = urlsplit(http_address(repo.url)).netloc.rpartition("@")[2]
    return f"{host.lower()}/{full_name(repo)}"


def refuse_unknown(repo: RepoAt, where: Where, why: str, complaints: Complaints) -> None:
    """Slug `unknown-forge`: nothing says how a repository takes pull requests."""
    complaints.error(
        "unknown-forge",
        f"`{repo.url}` does not tell which forge serves it",
        (Where(Ref("repo", (repo.name,)), "at"), "on which forge?"),
        (where, why),
        help="add `forge github`, `forge gitlab` or `forge gitea` to the repo",
    )
