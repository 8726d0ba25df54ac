"""The dimensions of the matrix, each value with the lines of a spec that say it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

MODES = ("standalone", "hub", "namespaced")
REPOSITORIES = (
    "mono",
    "team",
    "app-separated",
    "app-replicated",
    "app-pointer",
    "app-split",
    "stage",
)
ENVIRONMENTS = ("global", "per-app")
TOOLS = ("plain", "kustomize", "helm", "umbrella", "rendered")
LINKS = ("nested", "list", "files", "folders", "clusters")
OPERATORS = ("argocd", "flux")

APPS = {"shop": ("web", "api"), "pay": ("ledger",)}
STAGES = {"staging": "dev", "production": "prod"}
ONLY_IN_PRODUCTION = "ledger"

EXPECTED = frozenset(
    (app, cluster, f"{team}-{stage}")
    for team, apps in APPS.items()
    for app in apps
    for stage, cluster in STAGES.items()
    if app != ONLY_IN_PRODUCTION or stage == "production"
)
"""What every cell has to deploy: app, cluster, namespace. Said here once, by hand."""


@dataclass(frozen=True)
class Cell:
    mode: str
    repositories: str
    environment: str
    tool: str
    link: str

    def __str__(self) -> str:
        return " ".join((self.mode, self.repositories, self.environment, self.tool, self.link))


def cells() -> Iterator[Cell]:
    for values in product(MODES, REPOSITORIES, ENVIRONMENTS, TOOLS, LINKS):
        yield Cell(*values)


def sayable(cell: Cell) -> str | None:
    """Why a cell cannot be written down at all, whatever the operator; `None` if it can."""
    is_chart = cell.tool in ("helm", "umbrella")
    if cell.repositories == "app-split" and not is_chart:
        return "a config split parts a chart from its values, and this app has no chart"
    if cell.tool == "rendered" and cell.repositories in ("app-replicated", "app-pointer"):
        return "an app has one `config`: replicated, pointer, or rendered"
    return None


def spec(cell: Cell, operator: str) -> str:
    """The spec of a cell. Only the lines of its own five values vary."""
    return "\n".join(
        [
            "gitops 1",
            *_operator(cell, operator),
            *_clusters(cell),
            *_repositories(cell),
            *_places(cell),
            "agent ci using github-actions",
            *(line for team in APPS for line in _team(cell, team)),
            "",
        ]
    )


def _operator(cell: Cell, operator: str) -> Iterator[str]:
    how = {
        "standalone": "as standalone",
        "hub": "as hub on mgmt",
        "namespaced": "as namespaced per team",
    }[cell.mode]
    yield f"operator {operator} {how} {{"
    if cell.link != "nested":
        yield "  link applicationset"
        yield f"  generate {cell.link}"
    yield "}"


def _clusters(cell: Cell) -> Iterator[str]:
    if cell.mode == "hub":
        yield "cluster mgmt"
    for stage, cluster in STAGES.items():
        declared = f'cluster {cluster} at "https://{cluster}.example.org:6443"'
        labels = f'{{\n  labels ["stage={stage}"]\n}}' if cell.link == "clusters" else ""
        yield f"{declared} {labels}"
    for stage, cluster in STAGES.items():
        yield f"stage {stage} on {cluster}"


HOLDER = {
    "mono": "platform",
    "team": "tenant",
    "app-separated": "config",
    "app-replicated": "platform",
    "app-pointer": "platform",
    "app-split": "config",
    "stage": "environment",
}
"""The repository of the overlays."""


def _repositories(cell: Cell) -> Iterator[str]:
    yield 'repo platform at "https://git.example.org/platform.git"'
    if HOLDER[cell.repositories] == "tenant":
        yield 'repo tenant per team at "https://git.example.org/{team}/gitops.git"'
    if HOLDER[cell.repositories] == "config":
        yield 'repo config per app at "https://git.example.org/{team}/{app}-config.git"'
    if HOLDER[cell.repositories] == "environment":
        yield 'repo environment per stage at "https://git.example.org/{stage}.git"'
    if cell.repositories in ("app-replicated", "app-pointer"):
        yield 'repo code per app at "https://git.example.org/{team}/{app}.git"'


def _places(cell: Cell) -> Iterator[str]:
    root = {
        "standalone": "root/{cluster}",
        "hub": "root",
        "namespaced": "root/{team}/{cluster}",
    }[cell.mode]
    yield f'place root in platform at "{root}"'
    holder, app = HOLDER[cell.repositories], "{team}/{app}"
    is_global = cell.environment == "global"
    overlay = f"{{stage}}/{app}" if is_global else f"{app}/{{stage}}"
    if cell.repositories in ("app-replicated", "app-pointer"):
        yield f'place source in code at "{"k8s/{stage}" if is_global else "{stage}/k8s"}"'
    else:
        yield f'place base in {holder} at "base/{app}"'
    if cell.repositories != "app-pointer":
        yield f'place overlay in {holder} at "apps/{overlay}"'
    if cell.tool == "rendered":
        yield f'place rendered in {holder} at "rendered/{overlay}"'


def _team(cell: Cell, team: str) -> Iterator[str]:
    yield f"team {team} {{"
    for app in APPS[team]:
        narrowed = " in production" if app == ONLY_IN_PRODUCTION else ""
        yield from (f"  {line}" for line in _app(cell, app, narrowed))
    yield "}"


def _app(cell: Cell, app: str, narrowed: str) -> Iterator[str]:
    chart = 'from "https://charts.example.org"'
    if cell.tool in ("helm", "umbrella"):
        yield f"app {app} using {cell.tool} {chart}{narrowed} {{"
        yield '  chart "podinfo"'
        yield '  version "6.9.0"'
        yield '  ui.message = "hello"'
        yield "  in production {"
        yield "    replicaCount = 3"
        yield "  }"
    else:
        using = "plain" if cell.tool == "plain" else "kustomize"
        yield f"app {app} using {using}{narrowed} {{"
        yield f'  image "ghcr.io/example/{app}"'
        yield '  start "1.0.0"'
    if cell.repositories == "app-replicated":
        yield "  config replicated from code by ci"
    if cell.repositories == "app-pointer":
        yield "  config pointer from code"
    if cell.tool == "rendered":
        yield "  config rendered by ci"
    yield "}"
