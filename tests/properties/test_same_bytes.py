"""One spec, one tree: neither the order of lines, nor the split over files, nor the process that
compiles leaves a trace in it."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiling import OPERATORS, outcome
from tests.properties.fleets import specs
from tests.properties.sentences import Sentence, Spec, shuffled, split
from tests.properties.trying import FEW, MANY

ROOT = Path(__file__).parent.parent.parent


def texts(spec: Spec, operator: str) -> dict[str, dict[str, str]]:
    """Repository to path to text, with who owns the file in front."""
    return {
        repo: {path: f"{d.ownership} {d.text}" for path, d in files.items()}
        for repo, files in outcome(spec.text, operator, spec.beside).files.items()
    }


def order_means_nothing(spec: Spec, dice: Random) -> None:
    for operator in OPERATORS:
        tree = texts(spec, operator)
        other = Spec(shuffled(spec.sentences, dice), spec.beside)
        assert texts(other, operator) == tree
        assert texts(split(spec, dice), operator) == tree


@settings(FEW, max_examples=20)
@given(spec=specs(), dice=st.randoms(use_true_random=False))
def test_the_order_of_statements_means_nothing(spec: Spec, dice: Random) -> None:
    order_means_nothing(spec, dice)


@pytest.mark.slow
@MANY
@given(spec=specs(), dice=st.randoms(use_true_random=False))
def test_the_order_of_many_statements_means_nothing(spec: Spec, dice: Random) -> None:
    order_means_nothing(spec, dice)


SAY_DIGESTS = """\
import json, sys
from tests.properties.test_same_bytes import digests, of_plain
print("\\n".join(digests(map(of_plain, json.load(sys.stdin)))))
"""


def digests(batch: Iterable[Spec]) -> list[str]:
    """One for every tree, the order of its files included."""
    trees = (texts(spec, operator) for spec in batch for operator in OPERATORS)
    ordered = ([(repo, list(files.items())) for repo, files in tree.items()] for tree in trees)
    return [hashlib.sha256(json.dumps(tree).encode()).hexdigest() for tree in ordered]


def digests_elsewhere(batch: list[Spec], **environment: str) -> list[str]:
    """The same, said by a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", SAY_DIGESTS],
        input=json.dumps([plain(spec) for spec in batch]).encode(),
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
    )
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode().split()


def plain(spec: Spec) -> list[object]:
    """A spec as JSON can hold it; its sentences in their order."""
    return [[_plain(sentence) for sentence in spec.sentences], dict(spec.beside)]


def _plain(sentence: Sentence) -> list[object]:
    return [sentence.head, [_plain(inner) for inner in sentence.block]]


def of_plain(held: Any) -> Spec:
    """The spec that `plain` took apart."""
    sentences, beside = held
    return Spec(tuple(map(_sentence, sentences)), beside)


def _sentence(held: Any) -> Sentence:
    head, block = held
    return Sentence(head, tuple(map(_sentence, block)))


@settings(FEW, max_examples=1)
@given(batch=st.lists(specs(), min_size=12, max_size=12))
def test_another_process_gives_the_same_bytes(batch: list[Spec]) -> None:
    here = digests(batch)
    assert digests_elsewhere(batch, PYTHONHASHSEED="1", LC_ALL="C", TZ="Asia/Tokyo") == here
    assert digests_elsewhere(batch, PYTHONHASHSEED="4711", LC_ALL="C.UTF-8") == here
