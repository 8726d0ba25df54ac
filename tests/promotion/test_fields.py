"""A version is found wherever people keep it, and changed without a trace elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.manifests.nodes import edited
from gitopsc.plan.state import State
from gitopsc.promotion.fields import Field, find
from gitopsc.promotion.version import Version
from gitopsc.source import Source
from tests import yamls
from tests.payload.factory import place

DIGEST = "sha256:" + "0123456789abcdef" * 4
NAME = "ghcr.io/acme/web"

IMAGE = State("image", NAME, place("version"), "kustomization.yaml", "images", "1.0.0")
CONTAINER = State("image", NAME, place("app"), "deployment.yaml", "containers", "1.0.0")
CHART = State("chart", "podinfo", place("app"), "Chart.yaml", "dependencies", "6.9.0")

versions = st.builds(
    Version,
    st.none() | st.from_regex(r"[a-z0-9_][a-zA-Z0-9._-]{0,12}", fullmatch=True),
    st.sampled_from([None, DIGEST]),
).filter(lambda version: version != Version())


@st.composite
def kustomizations(draw: st.DrawFn) -> str:
    """An `images` list as people, formatters and bots leave it."""
    tag, digest = draw(versions)
    quote = draw(st.sampled_from(['"', "'"]))
    pairs = [("name", NAME)]
    pairs += [("newTag", f"{quote}{tag}{quote}")] if tag else []
    pairs += [("digest", digest)] if digest else []
    pairs += [("newName", "mirror.example.org/web")] if draw(st.booleans()) else []
    pairs = draw(st.permutations(pairs))
    margin = draw(st.sampled_from(["", "  ", "      "]))
    comment = draw(st.sampled_from(["", '  # {"$imagepolicy": "a:b"}', " # ä 🎉"]))
    if draw(st.booleans()):
        entry = f"{margin}- {{{', '.join(f'{key}: {value}' for key, value in pairs)}}}{comment}\n"
    else:
        lines = [f"{key}:  {value}{comment}" for key, value in pairs]
        entry = f"{margin}- " + f"\n{margin}  ".join(lines) + "\n"
    other = f'{margin}- name: {NAME}-extra\n{margin}  newTag: "0"\n'
    before, after = draw(st.sampled_from([("", other), (other, ""), ("", "")]))
    head = "# first\n\nkind: Component\nimages:\n"
    tail = draw(st.sampled_from(["", "\n# last\n", "replicas:\n  - {name: a, count: 2}\n"]))
    text = f"{head}{before}{entry}{after}{tail}"
    text = text.removesuffix("\n") if draw(st.booleans()) else text
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def field(text: str, state: State) -> Field:
    found = find(Source("file", text), state)
    assert isinstance(found, Field), found
    return found


def written(text: str, state: State, version: Version) -> str:
    found = field(text, state)
    return edited(found.span.source, found.write(version))


def meaning(text: str) -> Any:
    return yamls.load(text)


def without_versions(document: Any) -> Any:
    entries = document["images"]
    kept = [
        {k: v for k, v in entry.items() if k not in ("newTag", "digest")}
        if entry["name"] == NAME
        else entry
        for entry in entries
    ]
    return {**document, "images": kept}


@settings(deadline=None)
@given(text=kustomizations(), version=versions)
def test_only_the_version_of_an_image_changes(text: str, version: Version) -> None:
    after = written(text, IMAGE, version)
    assert field(after, IMAGE).version == version
    assert written(after, IMAGE, version) == after
    assert without_versions(meaning(after)) == without_versions(meaning(text))
    assert ("\r\n" in text) == ("\r\n" in after)
    assert "\n" not in after.replace("\r\n", "") or "\r\n" not in text
    if (version.tag is None, version.digest is None) == tuple(
        part is None for part in field(text, IMAGE).version
    ):
        assert written(after, IMAGE, field(text, IMAGE).version) == text


VALUES = State("image", NAME, place("v"), "values.yaml", "values", "1.0.0", ("image", "tag"))


@pytest.mark.parametrize(
    "text",
    [
        "image:\n  tag: 1.0.0 # mine\n  pullPolicy: Always\n",
        "# first\nimage: {repository: a, tag: '1.0.0'}\n",
        'other: 1\r\nimage:\r\n    tag: "1.0.0"',
    ],
)
def test_the_tag_among_values_changes_and_nothing_else(text: str) -> None:
    assert field(text, VALUES).version == Version("1.0.0")
    assert written(text, VALUES, Version("v2")) == text.replace("1.0.0", "v2")
    pinned = text.replace("1.0.0", f"v2@{DIGEST}")
    assert written(text, VALUES, Version("v2", DIGEST)) == pinned
    assert field(pinned, VALUES).version == Version("v2", DIGEST)


DEPLOYMENT = f"""\
spec:
  template:
    spec:
      initContainers: [{{name: init, image: '{NAME}:1.0.0'}}]
      containers:
        - name: sidecar
          image: {NAME}-extra:1.0.0  # another one
        - name: web
          image: "{NAME}:1.0.0" # mine
"""


def test_a_digest_behind_the_tag_is_read_and_replaced() -> None:
    """Renovate's `kustomize` manager writes both as the tag."""
    text = f"images:\n  - name: {NAME}\n    newTag: 1.0.0@{DIGEST}\n"
    assert field(text, IMAGE).version == Version("1.0.0", DIGEST)
    newer = written(text, IMAGE, Version("1.1.0"))
    assert meaning(newer)["images"] == [{"name": NAME, "newTag": "1.1.0"}]
    both = written(text, IMAGE, Version("1.1.0", DIGEST))
    assert meaning(both)["images"] == [{"name": NAME, "newTag": "1.1.0", "digest": DIGEST}]


def test_every_container_of_the_image_changes_and_no_other() -> None:
    after = written(DEPLOYMENT, CONTAINER, Version("2.0.0", DIGEST))
    wanted = DEPLOYMENT.replace(f"{NAME}:1.0.0", f"{NAME}:2.0.0@{DIGEST}")
    assert after == wanted
    assert written(after, CONTAINER, Version("1.0.0")) == DEPLOYMENT


CHART_YAML = """\
apiVersion: v2
version: 0.1.0
dependencies:
- alias: web   # as it is called here
  name: podinfo
  version:   6.9.0
- {name: redis, version: 1.0.0}
"""


def test_the_dependency_of_a_chart_changes_and_not_the_chart() -> None:
    after = written(CHART_YAML, CHART, Version("6.10.0"))
    assert after == CHART_YAML.replace("6.9.0", "6.10.0")


def images(entry: str) -> str:
    return f"images:\n  - name: {NAME}\n{entry}"


@pytest.mark.parametrize(
    "text, slug",
    [
        (images("    newTag: 1.10\n"), "not-a-version"),
        (images("    newTag: 1\n"), "not-a-version"),
        (images("    newTag:\n"), "not-a-version"),
        (images('    newTag: ""\n'), "not-a-version"),
        (images('    newTag: "1 0"\n'), "not-a-version"),
        (images("    newTag: [a]\n"), "not-a-version"),
        (images("    newTag: |\n      1.0\n"), "not-a-version"),
        (images("    newTag: &tag a\n"), "not-a-version"),
        (images("    newTag: ${TAG}\n"), "not-a-version"),
        (images("    digest: abc\n"), "not-a-version"),
        (images("    newName: x\n"), "not-a-version"),
        (images("    newTag: a\n") + images("    newTag: b\n").partition("\n")[2], "not-a-version"),
        (
            images("<<<<<<< HEAD\n    newTag: a\n=======\n    newTag: b\n>>>>>>> x\n"),
            "not-a-version",
        ),
        (images("    newTag: a\n    newTag: b\n"), "invalid-yaml"),
        ("images: []\n", "stale-version-file"),
        ("images: {}\n", "stale-version-file"),
        ("- 1\n", "stale-version-file"),
        ("", "stale-version-file"),
        (images("    newTag: a\n").replace("web", "shop"), "stale-version-file"),
    ],
)
def test_nonsense_is_told_with_its_place(text: str, slug: str) -> None:
    found = find(Source("file", text), IMAGE)
    assert isinstance(found, Diagnostic)
    assert found.slug == slug


QUOTED = "write one version, in quotes"


@pytest.mark.parametrize(
    "said, message, help",
    [
        ("1.10", "`1.10` is not a text", QUOTED),
        ("&tag\n      a", "`&tag` is not a text", QUOTED),
        (">-\n      6.9.8", "stands in lines below its key", 'in quotes: `"6.9.8"`'),
        ("|\n      6.9.8\n", "stands in lines below its key", 'in quotes: `"6.9.8"`'),
        ("|\n      6.9\n      8\n", "stands in lines below its key", QUOTED),
        ("[a,\n      b]", "is a list", QUOTED),
        ("\n      a: b", "is a map", QUOTED),
        ("", "is empty", QUOTED),
    ],
)
def test_what_is_no_text_is_called_by_its_name(said: str, message: str, help: str) -> None:
    found = find(Source("file", images(f"    newTag: {said}\n")), IMAGE)
    assert isinstance(found, Diagnostic)
    assert message in found.message
    assert "\n" not in found.message
    assert help in found.help[0]


@settings(deadline=None, max_examples=300)
@given(text=st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
@pytest.mark.parametrize("state", [IMAGE, CONTAINER, CHART, VALUES], ids=lambda state: state.form)
def test_no_text_is_too_odd_to_be_read(state: State, text: str) -> None:
    tagged = f"image:\n  tag: {text}"
    for shape in (text, images(f"    newTag: {text}\n"), CHART_YAML.replace("6.9.0", text), tagged):
        assert isinstance(find(Source("file", shape), state), Field | Diagnostic)


ORDER: list[tuple[str, str, Callable[[bool], bool]]] = [
    ("1.0.0", "1.0.1", bool),
    ("1.9.0", "v1.10.0", bool),
    ("1.0.0-alpine", "1.1.0", bool),
    ("1.4.0-9-gaaa", "1.4.0-10-gbbb", lambda older: not older),
    ("1.0.0-0abc123", "1.0.0", lambda older: not older),
    ("1.0.0", "1.0.0+build", lambda older: not older),
    ("abc", "1.0.0", lambda older: not older),
]


@pytest.mark.parametrize("one, other, holds", ORDER)
def test_versions_are_in_the_order_of_their_numbers(
    one: str, other: str, holds: Callable[[bool], bool]
) -> None:
    assert holds(Version(one).is_older(Version(other)))
    assert not Version(other).is_older(Version(one))
