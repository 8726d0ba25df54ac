"""Nothing that can be put into a file makes the compiler raise: mistakes are values."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gitopsc
from tests.properties.trying import FEW, MANY

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SPECS = sorted(EXAMPLES.rglob("*.gitops"))
WORDS = sorted({word for path in SPECS for word in path.read_text(encoding="utf-8").split()})

SHARED_FOLDER = [*FEW.suppress_health_check, HealthCheck.function_scoped_fixture]
"""Every example overwrites the one file of the folder."""


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """An example with slices deleted, doubled, exchanged or replaced by other words."""
    text = draw(st.sampled_from(SPECS)).read_text(encoding="utf-8")
    for _ in range(draw(st.integers(1, 4))):
        cuts = sorted(draw(st.integers(0, len(text))) for _ in range(4))
        first, a, between, b, last = (
            text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)
        )
        word = draw(st.one_of(st.sampled_from(WORDS), st.text(max_size=5)))
        text = draw(
            st.sampled_from(
                (
                    first + between + b + last,
                    first + a + a + between + b + last,
                    first + b + between + a + last,
                    first + word + between + b + last,
                    f"{first}{a} {word} {between}{b}{last}",
                )
            )
        )
    return text


@st.composite
def mutated_words(draw: st.DrawFn) -> str:
    """An example in which single words are exchanged: most of these still parse."""
    lines = [
        line.split(" ") for line in draw(st.sampled_from(SPECS)).read_text("utf-8").split("\n")
    ]
    for _ in range(draw(st.integers(1, 6))):
        line = draw(st.sampled_from(lines))
        line[draw(st.integers(0, len(line) - 1))] = draw(st.sampled_from(WORDS))
    return "\n".join(" ".join(line) for line in lines)


def compiles_or_complains(text: str) -> None:
    for operator in ("argocd", "flux"):
        spec = gitopsc.Source(str(EXAMPLES / "acme" / "mutated.gitops"), text)
        tree = gitopsc.compile(spec, operator)
        assert tree.ok or (tree.diagnostics and not tree.files)


def random_bytes_are_read(content: bytes, folder: Path) -> None:
    file = folder / "spec.gitops"
    file.write_bytes(content)
    tree = gitopsc.compile(file)
    assert not tree.ok and tree.diagnostics and not tree.files


@settings(FEW, max_examples=60)
@given(text=st.one_of(mutated(), mutated_words()))
def test_mutated_examples_are_compiled_or_refused(text: str) -> None:
    compiles_or_complains(text)


@settings(FEW, max_examples=60, suppress_health_check=SHARED_FOLDER)
@given(content=st.binary(max_size=300))
def test_random_bytes_are_refused(content: bytes, tmp_path: Path) -> None:
    random_bytes_are_read(content, tmp_path)


@pytest.mark.slow
@settings(MANY, max_examples=1500)
@given(text=st.one_of(mutated(), mutated_words()))
def test_many_mutated_examples_are_compiled_or_refused(text: str) -> None:
    compiles_or_complains(text)


@pytest.mark.slow
@settings(MANY, max_examples=1500, suppress_health_check=SHARED_FOLDER)
@given(content=st.binary(max_size=2000))
def test_many_random_bytes_are_refused(content: bytes, tmp_path: Path) -> None:
    random_bytes_are_read(content, tmp_path)
