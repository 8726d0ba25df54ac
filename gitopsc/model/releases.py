"""Who moves versions, and along which path."""

from collections.abc import Mapping
from typing import Literal

from gitopsc.model.section import Scope
from gitopsc.model.thing import Thing

HYDRATOR = "hydrator"
"""The agent inside an operator that renders manifests and commits them."""

CI_SERVERS = ("github-actions", "gitlab-ci", "jenkins")
"""What an agent may be `using` so that a pipeline is written for it."""

CARRIERS = ("kargo", "gitops-promoter")
"""The tools that run in a cluster and carry releases from stage to stage, told so by objects."""

BOTS = ("renovate",)
"""The tools that look at whole repositories from outside, and open pull requests."""

UPDATERS: Mapping[str, str] = {
    "argocd-image-updater": "argocd",
    "flux-image-automation": "flux",
}
"""The tools that run beside an operator and raise versions, told so by objects; each with the
operator that it is made for."""


class Agent(Thing):
    """`agent ci using github-actions { checks [kustomize, conftest] }`."""

    name: str
    using: str
    on: str | None = None
    """The cluster that it runs in, if it runs in one."""
    checks: tuple[str, ...] = ()
    credentials: str | None = None
    """The name of the Secret by which an updater opens registries."""


class Promotion(Thing):
    """`promote staging -> production by ci`."""

    chain: tuple[str, ...]
    by: str = "manual"
    review: bool = False


class Bump(Thing):
    """`bump image by updater in staging { policy semver  range "~1.4" }`."""

    what: Literal["image", "chart"]
    by: str
    scope: Scope = Scope()
    policy: str | None = None
    range: str | None = None


class Config(Thing):
    """`config replicated from code by ci`, `config pointer from code`, `config rendered by ci`."""

    mode: Literal["replicated", "pointer", "rendered"]
    repo: str | None = None
    """The repository of the code; what is rendered lies in the tree already."""
    by: str | None = None


class Preview(Thing):
    """`preview per pull-request from code in dev on eu-dev { label preview  ttl 72h }`."""

    repo: str
    stage: str | None = None
    cluster: str | None = None
    label: str | None = None
    ttl: str | None = None
    namespace: str | None = None
    host: str | None = None
