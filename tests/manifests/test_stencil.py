"""What is written once for many documents is what the writer writes for each of them."""

from collections.abc import Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gitopsc.manifests import yaml
from gitopsc.manifests.starter import first_service, first_workload
from gitopsc.manifests.stencil import Stencil, Stencils
from gitopsc.manifests.yaml import Constant, dump, noted
from gitopsc.payload import starter

TEXTS = st.text() | st.sampled_from(
    ("on", "1e3", "~", "a: b", "100%", "%s", "two\nlines", " blank", "", "~slot-0~", "0o7")
)


def document(first: str, second: str) -> dict[str, object]:
    return {
        "first": first,
        "list": [second, {"again": first, "share": "100%"}],
        "inner": {"second": second, "empty": {}, "number": 3},
    }


@given(TEXTS, TEXTS, st.sampled_from((None, "100% ours\n\nand more")))
@example("~slot-1~", "~slot-0~", None)
def test_a_stencil_writes_what_the_builder_means(first: str, second: str, head: str | None) -> None:
    stencil = Stencil(document, slots=2, header=head)
    assert stencil(first, second) == dump(document(first, second), header=head)


def optional(shape: tuple[int, bool], *texts: str | None) -> dict[str, object]:
    number, is_on = shape
    said = {f"text{n}": text for n, text in enumerate(texts) if text is not None}
    return {"number": number, **said, "more": {"on": is_on, "some": list(said.values())}}


@given(
    st.lists(
        st.tuples(
            st.tuples(st.integers(0, 2), st.booleans()),
            st.lists(st.none() | TEXTS, min_size=3, max_size=3),
        )
    )
)
def test_stencils_write_what_the_builder_means_of_any_shape(
    documents: list[tuple[tuple[int, bool], list[str | None]]],
) -> None:
    stencils = Stencils(optional)
    for shape, texts in documents:
        assert stencils(shape, *texts) == dump(optional(shape, *texts))


@given(TEXTS)
def test_a_stencil_with_one_slot(text: str) -> None:
    def build(text: str) -> dict[str, object]:
        return {"text": text}

    assert Stencil(build, slots=1)(text) == dump(build(text))


def test_a_stencil_keeps_the_comment_of_a_text() -> None:
    marked = noted("1.0.0", '{"$imagepolicy": "flux-system:web:tag"}')
    assert Stencil(document, slots=2)("a", marked) == dump(document("a", marked))


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(lambda text: {"a": f"x-{text}"}, id="a part of a text"),
        pytest.param(lambda text: {"a": f"{text}\n"}, id="a line of a text"),
        pytest.param(lambda text: {text: "a"}, id="a key"),
        pytest.param(lambda text: {"a": "b"}, id="not at all"),
    ],
)
def test_a_builder_that_does_more_with_a_text_has_no_stencil(build: object) -> None:
    with pytest.raises(ValueError, match="alone"):
        Stencil(build, slots=1)  # type: ignore[arg-type]


@given(st.sampled_from(("Deployment", "StatefulSet", "DaemonSet")), TEXTS, TEXTS, TEXTS)
def test_first_manifests_are_what_their_builders_mean(
    kind: str, name: str, container: str, image: str
) -> None:
    target = starter.Target(kind, name, container)
    workload, service = starter._texts(target, image, "").values()
    first = first_workload(kind, name, container, image)
    assert workload == dump(first, header=starter.SEEDED)
    assert service == dump(first_service(name), header=starter.SEEDED)


VALUES = st.recursive(
    TEXTS | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=3), VALUES)
def test_a_constant_is_written_like_any_mapping(content: dict[str, object], other: object) -> None:
    kept = Constant(content)

    def around(mapping: Mapping[str, object]) -> dict[str, object]:
        return {"a": mapping, "b": [mapping, {"c": mapping, "d": other}], "e": [[mapping]]}

    for _ in range(2):
        assert dump(around(kept)) == dump(around(content))
        assert dump(kept) == dump(content)


def test_what_is_remembered_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml._Texts, "MOST", 10)
    texts = [f"text {number}" for number in range(35)]
    assert dump(texts) == "".join(f"- {text}\n" for text in texts)
    assert len(yaml._scalars) <= 10
