"""What an agent is told, read back from the tree."""

from collections.abc import Iterator
from typing import Any

from gitopsc.compiler import Compilation, compile_spec
from gitopsc.source import Source
from tests import yamls
from tests.texts import Texts

Object = dict[str, Any]


def compiled(text: str, operator: str | None = None) -> Compilation:
    made = compile_spec(Source("shop.gitops", text), Texts({"shop.gitops": text}), operator)
    assert made.ok, [(d.slug, d.message) for d in made.diagnostics]
    return made


def objects(tree: Compilation, *kinds: str) -> list[Object]:
    """The objects of these kinds, wherever they stand."""
    return [item for item in _everything(tree) if item["kind"] in kinds]


def _everything(tree: Compilation) -> Iterator[Object]:
    for files in tree.files.values():
        for path, document in files.items():
            if path.endswith(".yaml"):
                for item in yamls.load_all(document.text):
                    if isinstance(item, dict) and "kind" in item and "metadata" in item:
                        yield item


def steps(stage: Object) -> list[Object]:
    told: list[Object] = stage["spec"]["promotionTemplate"]["spec"]["steps"]
    return told


def uses(stage: Object, word: str) -> list[Object]:
    return [step["config"] for step in steps(stage) if step.get("uses") == word]
