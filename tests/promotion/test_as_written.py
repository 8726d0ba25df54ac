"""What is read without a parser is what the parser reads, in the same place."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gitopsc.manifests.kustomize import component
from gitopsc.manifests.nodes import edited
from gitopsc.manifests.yaml import dump, noted
from gitopsc.payload import SEEDED
from gitopsc.plan.state import State
from gitopsc.promotion.as_written import tag_in
from gitopsc.promotion.fields import Field, find, parsed
from gitopsc.promotion.version import Version
from gitopsc.source import Source
from tests.payload.factory import place

NAME = "ghcr.io/acme/web"
NOTES = ["", '{"$imagepolicy": "flux-system:web:tag"}']
TAGS = st.from_regex(r"[a-zA-Z0-9_][a-zA-Z0-9._-]{0,12}", fullmatch=True) | st.sampled_from(
    ["1.10", "on", "1e3", "0x1F", "2026-11-30", "~", "", "a b", "a: b", "a # b", 'a"b', "a\\b", "é"]
)
EDITS = st.lists(st.tuples(st.integers(0, 200), st.sampled_from("#\n \"'-:ä\x00\tx")), max_size=3)


def state(note: str) -> State:
    return State(
        "image", NAME, place("version"), "kustomization.yaml", "images", "1.0.0", note=note
    )


def written(tag: str, note: str) -> str:
    return dump(component(images=[{"name": NAME, "newTag": noted(tag, note)}]), header=SEEDED)


@settings(deadline=None, max_examples=300)
@given(tag=TAGS, note=st.sampled_from(NOTES), said=st.sampled_from(NOTES), edits=EDITS)
def test_the_quick_way_finds_what_the_parser_finds(
    tag: str, note: str, said: str, edits: list[tuple[int, str]]
) -> None:
    text = written(tag, said)
    for at, letter in edits:
        text = text[:at] + letter + text[at:]
    source, wanted = Source("file", text), state(note)
    found, slow = find(source, wanted), parsed(source, wanted)
    if isinstance(found, Field) and isinstance(slow, Field):
        assert (found.version, found.span.start, found.span.end) == (
            slow.version,
            slow.span.start,
            slow.span.end,
        )
        newer = Version("2.0.0")
        assert edited(source, found.write(newer)) == edited(source, slow.write(newer))
    else:
        assert found == slow


def test_what_we_wrote_is_read_the_quick_way() -> None:
    for tag in ("1.0.0", "1.10", "v2"):
        for note in NOTES:
            text = written(tag, note)
            found = tag_in(text, state(note))
            assert found and found.text == tag
            assert text[found.start : found.end].strip('"') == tag
    people = written("1.0.0", "").replace("  - name", "- name").replace("    newTag", "  newTag")
    assert tag_in(people, state("")) is None
