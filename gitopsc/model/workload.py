"""Who owns what: infra, teams and their apps."""

from typing import Literal

from gitopsc.model.place import Place
from gitopsc.model.releases import Bump, Config, Preview
from gitopsc.model.section import Section
from gitopsc.model.sync import UNSAID, Sync
from gitopsc.model.thing import Thing

Tool = Literal["kustomize", "helm", "plain", "umbrella"]


class Origin(Thing):
    """`from "https://charts.example.org"`, or `from charts at "charts/web"` for a declared repo."""

    address: str | None = None
    repo: str | None = None
    path: str | None = None


class Workload(Thing):
    """`workload StatefulSet.db { container main }`: what `replicas` and `env` are set on."""

    kind: str = "Deployment"
    name: str | None = None
    """Absent: named like the app."""
    container: str | None = None


class Infra(Thing):
    """`infra ingress-nginx from "https://…" needs cert-manager`."""

    name: str
    using: Tool | None = None
    origin: Origin | None = None
    on: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    chart: str | None = None
    layer: str | None = None
    namespace: str | None = None
    labels: tuple[tuple[str, str], ...] = ()
    sync: Sync = UNSAID
    bumps: tuple[Bump, ...] = ()
    sections: tuple[Section, ...] = ()


class App(Thing):
    """`app checkout using kustomize needs [ledger, ingress-nginx] in [staging]`."""

    name: str
    using: Tool | None = None
    origin: Origin | None = None
    stages: tuple[str, ...] = ()
    """Narrows; empty means every stage that admits it."""
    on: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """As written: `app`, `team.app`, or the name of an infra."""
    chart: str | None = None
    image: str | None = None
    image_key: str | None = None
    """The value of its chart that holds the tag: `image.tag`."""
    start: str | None = None
    """The tag its seeded version files begin with."""
    state: tuple[str, ...] = ()
    """Files of settings that are promoted with its version."""
    namespace: str | None = None
    variants: tuple[str, ...] = ()
    workload: Workload = Workload()
    config: Config | None = None
    previews: tuple[Preview, ...] = ()
    bumps: tuple[Bump, ...] = ()
    sync: Sync = UNSAID
    places: tuple[Place, ...] = ()
    sections: tuple[Section, ...] = ()


class Team(Thing):
    """`team payments on [eu-staging, eu-prod] { … }`: containment means ownership."""

    name: str
    on: tuple[str, ...] = ()
    namespace: str | None = None
    admins: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    network: Literal["deny-all"] | None = None
    shard: str | None = None
    """The set of controllers that looks after it, of those its operator has."""
    owners: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    sync: Sync = UNSAID
    bumps: tuple[Bump, ...] = ()
    places: tuple[Place, ...] = ()
    sections: tuple[Section, ...] = ()
    """Held by all its apps; a team's `quota` and `limits` hold for each of its namespaces."""
    apps: tuple[App, ...] = ()
