"""Where files live: repositories, and the patterns of paths inside them."""

from collections.abc import Mapping
from typing import Literal

from gitopsc.model.thing import Thing

Per = Literal["team", "app", "stage", "cluster"]

VARIES: Mapping[str | None, tuple[str, ...]] = {
    None: (),
    "team": ("team",),
    "app": ("team", "app"),
    "stage": ("stage",),
    "cluster": ("cluster",),
}
"""What a repository that is declared `per` something varies by, and what its address can name."""

ARTEFACTS = (
    "base",
    "infra",
    "infra-wiring",
    "namespaces",
    "operator",
    "overlay",
    "projects",
    "promotion",
    "rendered",
    "root",
    "self",
    "slices",
    "source",
    "tenant-overlay",
    "tenants",
    "variant",
    "version",
    "wiring",
)
"""The kinds of artefact that `place` knows; docs/reference.md says what each holds."""


class Repo(Thing):
    """`repo tenant per team at "https://git.example.org/{team}/gitops.git"`."""

    name: str
    at: str
    per: Per | None = None
    branch: str = "main"
    forge: str | None = None
    credentials: str | None = None
    team: str | None = None
    """The team in whose block it stands; `per app` then means that team's apps."""


class Place(Thing):
    """`place overlay in tenant at "apps/{app}/{stage}"`: where one kind of artefact lives."""

    artefact: str
    repo: str
    at: str
    branch: str | None = None
    name: str | None = None
