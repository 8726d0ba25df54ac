"""The real Renovate takes the configuration, and sees in the tree what our reader sees."""

from pathlib import Path

import pytest

from tests.bots.reading import Found, found
from tests.bots.specs import SHAPES, compiled, spec
from tests.real.renovate import extract, validate
from tests.real.trees import write

pytestmark = pytest.mark.slow

OPERATORS = ("argocd", "flux")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("operator", OPERATORS)
def test_it_finds_what_our_reader_finds(shape: str, operator: str, tmp_path: Path) -> None:
    made = compiled(spec(shape), operator)
    write(made.files, tmp_path)
    for repo, documents in made.files.items():
        if "renovate.json" in documents:
            validate(tmp_path / repo / "renovate.json")
            seen = [
                Found(
                    f"custom.{one.manager}" if one.manager == "jsonata" else one.manager, *one[1:]
                )
                for one in extract(tmp_path / repo)
            ]
            files = {path: document.text for path, document in documents.items()}
            assert sorted(seen) == sorted(found(files))
