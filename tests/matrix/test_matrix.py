"""{deployment} × {repositories} × {environments} × {tools} × {linking} × {operator}.

Each cell compiles, builds with the real kustomize, passes the schemas, and deploys the same units
as every other cell of its payload; or it is refused, and the reason is one that is known here.
"""

import shutil
import tempfile
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from gitopsc.compiler import Compilation
from tests import yamls
from tests.compiling import outcome
from tests.matrix.axes import EXPECTED, MODES, OPERATORS, REPOSITORIES, Cell, cells, sayable, spec
from tests.matrix.delivered import Delivered, delivered
from tests.matrix.refusals import excused
from tests.real.kustomize import build_all
from tests.real.schemas import complaints, needs_schemas
from tests.real.trees import write

pytestmark = pytest.mark.slow  # a thousand cells; their spec stands in axes.py

CELLS = [cell for cell in cells() if sayable(cell) is None]
GROUPS = [
    pytest.param(mode, repositories, id=f"{mode}-{repositories}")
    for mode in MODES
    for repositories in REPOSITORIES
]


def group(mode: str, repositories: str) -> list[Cell]:
    return [cell for cell in CELLS if (cell.mode, cell.repositories) == (mode, repositories)]


@cache
def outcome_of(cell: Cell, operator: str) -> Compilation:
    return outcome(spec(cell, operator))


@pytest.mark.parametrize("mode, repositories", GROUPS)
def test_a_cell_deploys_what_it_should_or_is_refused_for_a_reason(
    mode: str, repositories: str
) -> None:
    for cell in group(mode, repositories):
        for operator in OPERATORS:
            result = outcome_of(cell, operator)
            errors = {d.slug: d.message for d in result.diagnostics if d.is_error}
            reasons = excused(cell, operator)
            assert set(errors) == reasons, f"{cell} on {operator}: {errors or 'compiles'}"
            if result.ok:
                landed(cell, result)


def landed(cell: Cell, result: Compilation) -> list[Delivered]:
    """What a cell deploys, held against what was asked for."""
    found = delivered(result)
    places = Counter((item.cluster, item.namespace) for item in found)
    assert places == Counter((cluster, namespace) for _, cluster, namespace in EXPECTED), str(cell)
    return found


def test_both_operators_deploy_the_same_in_every_cell() -> None:
    compared = 0
    for cell in CELLS:
        results = [outcome_of(cell, operator) for operator in OPERATORS]
        if all(result.ok for result in results):
            first, second = (delivered(result) for result in results)
            assert first == second, str(cell)
            compared += 1
    assert compared > 0


def test_linking_deploys_the_same_whatever_generates_it() -> None:
    by_payload: dict[tuple[str, ...], dict[str, list[Delivered]]] = defaultdict(dict)
    for cell in CELLS:
        result = outcome_of(cell, "argocd")
        if result.ok:
            payload = (cell.mode, cell.repositories, cell.environment, cell.tool)
            by_payload[payload][cell.link] = delivered(result)
    for payload, found in by_payload.items():
        first = next(iter(found.values()))
        assert all(other == first for other in found.values()), payload


@needs_schemas
def test_every_object_of_every_cell_passes_its_schema() -> None:
    seen: set[str] = set()
    for cell in CELLS:
        for operator in OPERATORS:
            for files in outcome_of(cell, operator).files.values():
                parts = patch_files({path: document.text for path, document in files.items()})
                for path, document in files.items():
                    if not path.endswith(".yaml") or path in parts or document.text in seen:
                        continue
                    seen.add(document.text)
                    for item in yamls.load_all(document.text):
                        if item and "apiVersion" in item and "kind" in item:
                            assert complaints(item) == [], f"{cell} on {operator}: {path}"


def patch_files(texts: dict[str, str]) -> set[str]:
    """The files that kustomizations name as patches: parts of objects, whole only when built."""
    return {
        f"{path.rpartition('/')[0]}/{patch['path']}"
        for path, text in texts.items()
        if path.endswith("/kustomization.yaml")
        for patch in yamls.load(text).get("patches", ())
        if "path" in patch
    }


@pytest.mark.parametrize("mode, repositories", GROUPS)
def test_every_kustomization_of_every_cell_builds(mode: str, repositories: str) -> None:
    seen: set[tuple[object, ...]] = set()
    for operator in OPERATORS:
        with tempfile.TemporaryDirectory() as folder:
            for number, cell in enumerate(group(mode, repositories)):
                tree = {}
                for repo, files in outcome_of(cell, operator).files.items():
                    content = tuple((path, d.text) for path, d in files.items())
                    if (operator, content) not in seen:
                        seen.add((operator, content))
                        tree[repo] = files
                for repo in tree:
                    target = write({repo: tree[repo]}, Path(folder) / str(number)) / repo
                    build_all(target, operator)
                    shutil.rmtree(target)
