"""A version that the policy of a stage would never have taken is told, and does not move on."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gitopsc.backends import DEFAULTS
from gitopsc.diagnostics.diagnostic import Diagnostic, Severity
from gitopsc.diagnostics.render import render
from gitopsc.language.binder import bind
from gitopsc.language.origins import locate
from gitopsc.materials.materials import Materials
from gitopsc.promotion.policies import Policies
from gitopsc.promotion.promote import PlannedPromotion, Request, promote
from gitopsc.promotion.table import problems, rows
from gitopsc.refs import Ref
from gitopsc.source import Source
from gitopsc.wiring.drawing import Drawing
from gitopsc.wiring.versions.promotions import Promotions
from gitopsc.wiring.wire import wire
from tests.texts import Texts

SPEC = """\
gitops 1

include "preset:argocd-monorepo"
operator argocd

repo platform at "https://git.example.org/gitops.git"
cluster eu
stage staging
stage production
agent updater using argocd-image-updater
promote staging -> production

team shop {{
  {team}
  app web {{
    image "ghcr.io/acme/web"
    start "1.4.0"
    {app}
  }}
}}
"""
STAGING = "apps/shop/web/staging/eu/version/kustomization.yaml"
PRODUCTION = STAGING.replace("staging", "production")
PAGE = Path(__file__).parent.parent.parent / "docs" / "diagnostics" / "forbidden-version.md"


class Shelf:
    """Version files by path, in one repository."""

    def __init__(self, tags: Mapping[str, str]) -> None:
        self._sources = {
            path: Source(
                f"platform/{path}", f'images:\n  - name: ghcr.io/acme/web\n    newTag: "{tag}"\n'
            )
            for path, tag in tags.items()
        }

    def text(self, repo: str, path: str) -> Source | None:
        return self._sources.get(path)


def bump(range: str, policy: str = "semver", stage: str = "staging") -> str:
    said = f'\n      range "{range}"' if range else ""
    return f"bump image by updater in {stage} {{\n      policy {policy}{said}\n    }}"


def told(
    tag: str, *, app: str = "", team: str = "", there: str = "1.4.0", spec: str = SPEC
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """What `versions` says, and what `promote` does."""
    entry = Source("shop.gitops", spec.format(app=app, team=team))
    bound = bind(entry, Texts({}))
    topology, origins = bound.topology, bound.origins
    assert topology is not None, bound.diagnostics
    plan, complaints = wire(Drawing(topology, Materials(Texts({}))), DEFAULTS)
    assert plan is not None, complaints
    shelf = Shelf({STAGING: tag, PRODUCTION: there})
    promotions, policies = Promotions(topology), Policies(plan.movers)
    request = Request(Ref("app", ("shop", "web")), "production", None, datetime.now(UTC))
    moved = promote(plan, promotions, policies, shelf, request)
    seen = problems(rows(plan, promotions, shelf), policies)
    refused = () if isinstance(moved, PlannedPromotion) else moved
    return tuple(locate(seen, origins)), tuple(locate(refused, origins))


@pytest.mark.parametrize("tag", ["1.5.0", "1.4.1-rc.1", "latest"])
def test_a_version_out_of_range_stays_where_it_is(tag: str) -> None:
    seen, refused = told(tag, app=bump("~1.4"))
    assert [(d.slug, d.severity) for d in seen] == [("forbidden-version", Severity.WARNING)]
    assert [(d.slug, d.severity) for d in refused] == [("forbidden-version", Severity.ERROR)]


def test_the_page_shows_what_is_printed() -> None:
    _, refused = told("1.5.0", app=bump("~1.4"))
    assert render(refused, color=False).strip() in PAGE.read_text()


@pytest.mark.parametrize(
    "policy",
    [bump("", "digest"), bump("", "newest-build"), ""],
)
def test_what_has_no_order_is_in_no_range(policy: str) -> None:
    seen, _ = told("1.5.0", app=policy)
    assert seen == ()


def test_what_was_seeded_for_want_of_a_first_version_is_none() -> None:
    unsaid = SPEC.replace('    start "1.4.0"\n', "")
    seen, refused = told("0.0.0", app=bump("~1.4"), spec=unsaid)
    assert (seen, [d.slug for d in refused]) == ((), ["no-version-yet"])
    assert [d.slug for d in told("0.0.0", app=bump("~1.4"))[0]] == ["forbidden-version"]


def test_an_app_says_it_before_its_team() -> None:
    assert told("1.5.0", team=bump("~1.4"))[1] != ()
    assert told("1.5.0", team=bump("~1.4"), app=bump("~1.5")) == ((), ())
    assert told("1.5.0", app=bump("")) == ((), ())
