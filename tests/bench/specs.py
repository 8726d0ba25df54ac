"""Specs of any size: teams with a repository each, a mix of kustomize and Helm apps, overrides and
needs. What an app is like depends on its kind alone, and the kinds go round: so a bigger spec
begins like a smaller one, and another tool needs one template per kind.
"""

KINDS = 6
"""Two bare kustomize apps, two with overrides, two charts; one of each needs its neighbour."""
TEAM = 4 * KINDS
"""Apps of a team."""
ENTRY = "bench.gitops"
OPERATORS = ("argocd", "flux")

_HEAD = """gitops 1

operator {operator}{settings}
include "preset:{operator}-repo-per-team"
repo platform at "https://git.example.org/platform.git"
repo apps per team at "https://git.example.org/{{team}}.git"
{place}
cluster dev
cluster staging
cluster production
stage dev on dev
stage staging on staging
stage production on production

infra ingress from "https://charts.example.org" {{
  version "4.11.2"
}}
"""

_OWN = {
    "argocd": {
        "settings": ' {\n  start "8.5.0"\n}',
        "place": 'place operator in platform at "operator/{cluster}"\n',
    },
    "flux": {"settings": "", "place": ""},
}
"""Argo CD installs itself: only then may teams keep their own Applications."""

_CHART = """
  app {name} from "https://charts.example.org" needs {needs} {{
    chart podinfo
    version "6.9.0"
    ui.message = "hello from {name}"

    in production {{
      replicaCount = 3
    }}
  }}
"""

_KUSTOMIZE = """
  app {name}{needs} {{
    image "ghcr.io/stefanprodan/podinfo"
    start "6.9.0"
{overrides}  }}
"""

_OVERRIDES = """    env.LOG_LEVEL = "info"

    in production {
      replicas = 3
      env.LOG_LEVEL = "warn"
    }
"""


def spec(apps: int, operator: str) -> str:
    """The text of a spec of so many apps in three stages, formatted as `gitopsc fmt` would."""
    return _head(operator) + "".join(f"\n{text}" for text in _teams(apps).values())


def spec_files(apps: int, operator: str) -> dict[str, str]:
    """The same spec as a company would have it: an entry, and a file for each team."""
    teams = {f"teams/{team}.gitops": text for team, text in _teams(apps).items()}
    entry = _head(operator).replace("\n\n", '\n\ninclude "teams/*.gitops"\n', 1)
    return {ENTRY: entry, **teams}


def with_other_message(text: str) -> str:
    """The file of a team in which one app has changed: what its first chart says, to and fro."""
    said, other = (
        ("hello", "good morning")
        if text.count("hello from") == TEAM // 3
        else ("good morning", "hello")
    )
    return text.replace(f"{said} from", f"{other} from", 1)


def _head(operator: str) -> str:
    return _HEAD.format(operator=operator, **_OWN[operator])


def _teams(apps: int) -> dict[str, str]:
    """What each team says, by its name."""
    firsts = range(0, apps, TEAM)
    return {team_name(first): _team(first, min(first + TEAM, apps)) for first in firsts}


def app_name(number: int) -> str:
    return f"app-{number:05d}"


def team_name(number: int) -> str:
    """The team of an app."""
    return f"team-{number // TEAM:04d}"


def _team(first: int, end: int) -> str:
    apps = "\n".join(_app(number).lstrip("\n") for number in range(first, end))
    return f"team {team_name(first)} {{\n{apps}}}\n"


def _app(number: int) -> str:
    kind, name = number % KINDS, app_name(number)
    neighbour = app_name(number - 1)
    if kind % 3 == 2:
        return _CHART.format(name=name, needs=neighbour if kind > 2 else "ingress")
    return _KUSTOMIZE.format(
        name=name,
        needs=f" needs {neighbour}" if kind > 2 else "",
        overrides=_OVERRIDES if kind % 3 == 1 else "",
    )
