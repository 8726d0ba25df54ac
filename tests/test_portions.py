"""Who emits only some repositories of a plan emits what would stand there in the whole tree: all
portions together are the whole, in files and in complaints."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from gitopsc.compiler import Compilation, Emission, Planned, conclude, emit, plan_spec
from gitopsc.language.disk import DiskLibrary
from gitopsc.language.library import Library
from gitopsc.plan.portions import portions
from gitopsc.source import Source
from tests.compiling import OPERATORS
from tests.properties.fleets import specs
from tests.properties.sentences import Spec
from tests.properties.trying import FEW
from tests.texts import Texts

HERE = Path(__file__).parent
SPECS = sorted([*HERE.glob("patterns/*.gitops"), *HERE.parent.glob("examples/*/*.gitops")])
ISSUER = "apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata:\n  name: letsencrypt\n"
NUMBER = 3


def in_portions(planned: Planned) -> Iterator[Emission]:
    whose = portions(planned.plan, NUMBER)
    for number in range(NUMBER):
        yield emit(planned, lambda repo, number=number: whose.get(repo, 0) == number)


def agree(planned: Planned | Compilation) -> None:
    if not isinstance(planned, Planned):
        return
    parts = list(in_portions(planned))
    assert len({repo for part in parts for repo in part.files}) == sum(len(p.files) for p in parts)
    assert conclude(planned, parts) == conclude(planned, [emit(planned)])


def planned(path: Path, operator: str) -> Planned | Compilation:
    entry = Source(path.name, path.read_text(encoding="utf-8"))
    is_example = path.name in ("acme.gitops", "topology.gitops", "shop.gitops")
    beside: Library = DiskLibrary(path.parent) if is_example else Texts({"issuers.yaml": ISSUER})
    return plan_spec(entry, beside, operator)


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize(
    "path", [pytest.param(path, id=f"{path.parent.name}-{path.stem}") for path in SPECS]
)
def test_portions_of_a_known_spec_are_the_whole(path: Path, operator: str) -> None:
    agree(planned(path, operator))


@pytest.mark.parametrize("operator", OPERATORS)
@FEW
@given(spec=specs())
def test_portions_of_any_spec_are_the_whole(operator: str, spec: Spec) -> None:
    agree(plan_spec(Source("random.gitops", spec.text), Texts(spec.beside), operator))


def test_repositories_are_divided_by_their_units() -> None:
    """The code of the one app is beside what CI copies of it, whoever else there is."""
    found = planned(HERE / "patterns/config-replicated.gitops", "argocd")
    assert isinstance(found, Planned)
    whose = portions(found.plan, NUMBER)
    [copied] = {(u.code.slot.repo.folder, u.repo.folder) for u in found.plan.units if u.code}
    assert len({whose[repo] for repo in copied}) == 1


def test_all_have_about_as_much_to_do() -> None:
    teams = "".join(
        f"team t{number} {{\n"
        + "".join(
            f'  app a{one} {{\n    image "ghcr.io/x/y"\n    start "1.0.0"\n  }}\n'
            for one in range(size)
        )
        + "}\n"
        for number, size in enumerate((40, 3, 17, 1, 25, 9))
    )
    head = (HERE / "patterns/repo-per-team.gitops").read_text(encoding="utf-8")
    links = 'place wiring in tenant at "links/{stage}"\n'
    text = head[: head.index("team shop")] + links + teams
    found = plan_spec(Source("many.gitops", text), Texts({}), "argocd")
    assert isinstance(found, Planned)
    whose = portions(found.plan, NUMBER)
    loads = [0] * NUMBER
    for unit in found.plan.units:
        loads[whose[unit.overlay.repo.folder]] += 1
    assert max(loads) == 40 * len(found.plan.units) // 95
