"""Specs of any size: teams with a repository each, a mix of kustomize and Helm apps, overrides and
needs. No app depends on how many there are, so a bigger spec begins like a smaller one.
"""

TEAM = 25
"""Apps of a team."""
STAGES = ("dev", "staging", "production")

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
  app {name} from "https://charts.example.org" needs ingress {{
    chart podinfo
    version "6.9.{patch}"
    ui.message = "hello from {name}"

    in production {{
      replicaCount = {replicas}
    }}
  }}
"""

_KUSTOMIZE = """
  app {name}{needs} {{
    image "ghcr.io/stefanprodan/podinfo"
    start "6.9.{patch}"
{overrides}  }}
"""

_OVERRIDES = """    env.LOG_LEVEL = "info"

    in production {{
      replicas = {replicas}
      env.LOG_LEVEL = "warn"
    }}
"""


def spec(apps: int, operator: str) -> str:
    """The text of a spec of so many apps in three stages, formatted as `gitopsc fmt` would."""
    firsts = range(0, apps, TEAM)
    teams = (_team(first, min(first + TEAM, apps)) for first in firsts)
    return _HEAD.format(operator=operator, **_OWN[operator]) + "".join(teams)


def is_chart(number: int) -> bool:
    """Whether an app is a Helm chart; every third one is."""
    return number % 3 == 2


def _team(first: int, end: int) -> str:
    apps = "\n".join(_app(number).lstrip("\n") for number in range(first, end))
    return f"\nteam team-{first // TEAM:04d} {{\n{apps}}}\n"


def _app(number: int) -> str:
    facts = {"name": f"app-{number:05d}", "patch": number % 4, "replicas": 2 + number % 3}
    if is_chart(number):
        return _CHART.format(**facts)
    beside = number % TEAM > 0 and number % 5 == 0
    return _KUSTOMIZE.format(
        **facts,
        needs=f" needs app-{number - 1:05d}" if beside else "",
        overrides=_OVERRIDES.format(**facts) if number % 2 else "",
    )
