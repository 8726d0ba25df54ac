"""Specs of any size: teams with a repository each, a mix of kustomize and Helm apps, overrides and
needs. What an app is like depends on its kind alone, and the kinds go round: so a bigger spec
begins like a smaller one, and another tool needs one template per kind.
"""

KINDS = 6
"""Two bare kustomize apps, two with overrides, two charts; one of each needs its neighbour."""
TEAM = 4 * KINDS
"""Apps of a team."""
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


def spec(apps: int, operator: str, message: str = "hello") -> str:
    """The text of a spec of so many apps in three stages, formatted as `gitopsc fmt` would.

    :param message: what the last chart says: another one is a change of one app.
    """
    firsts = range(0, apps, TEAM)
    teams = "".join(_team(first, min(first + TEAM, apps)) for first in firsts)
    before, hello, after = teams.rpartition("hello")
    return _HEAD.format(operator=operator, **_OWN[operator]) + before + (hello and message) + after


def app_name(number: int) -> str:
    return f"app-{number:05d}"


def team_name(number: int) -> str:
    """The team of an app."""
    return f"team-{number // TEAM:04d}"


def _team(first: int, end: int) -> str:
    apps = "\n".join(_app(number).lstrip("\n") for number in range(first, end))
    return f"\nteam {team_name(first)} {{\n{apps}}}\n"


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
