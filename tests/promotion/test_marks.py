"""The comment behind a version is the marker, or image automation passes the version by."""

from pathlib import Path

import pytest

from gitopsc.plan.state import State
from gitopsc.promotion.fields import Field, find
from gitopsc.promotion.held import Held
from gitopsc.promotion.marks import unmarked
from gitopsc.source import Source, Span
from tests.cli.console import Console
from tests.payload.factory import app, place

NAME = "ghcr.io/acme/web"
NOTE = '{"$imagepolicy": "flux-system:shop-web-dev:tag"}'
OTHER = NOTE.replace("flux-system", "team-shop")
STATE = State("image", NAME, place("v"), "kustomization.yaml", "images", "1.0.0", note=NOTE)


def told(behind: str, value: str = "1.0.0") -> tuple[str, str, str] | None:
    """What is underlined, what is said there, and what to do; of the text behind a version."""
    text = f"images:\n  - name: {NAME}\n    newTag: {value}{behind}\n"
    field = find(Source("file", text), STATE)
    assert isinstance(field, Field)
    found = unmarked(Held(app(), "image", NAME, field.version, STATE, field))
    if found is None:
        return None
    ((at, said),) = found.labels
    assert isinstance(at, Span) and found.slug == "unmarked-version"
    return at.text, said, found.help[0]


@pytest.mark.parametrize(
    "behind",
    [f" # {NOTE}", f"   #{NOTE}  ", f" ## {NOTE}\r", f" # {NOTE.replace(' ', '')}"],
    ids=["as we write it", "with other spaces", "with two signs", "as Flux's pages write it"],
)
@pytest.mark.parametrize("value", ["1.0.0", '"1.0.0"', "'1.0.0'"])
def test_a_comment_that_flux_reads_as_the_marker_will_do(behind: str, value: str) -> None:
    assert told(behind, value) is None


@pytest.mark.parametrize("behind", ["", f"\n    # {NOTE}"], ids=["nothing", "on the next line"])
def test_a_line_without_a_comment_gets_one(behind: str) -> None:
    assert told(behind) == ("1.0.0", "no marker on this line", f"put this behind it: `# {NOTE}`")


def test_the_marker_of_another_policy_is_replaced() -> None:
    """Two on one line would be none: Flux is in another namespace since."""
    assert told(f" # {OTHER}") == (
        f"# {OTHER}",
        "the marker of another policy",
        f"put this in its place: `# {NOTE}`",
    )


@pytest.mark.parametrize(
    "comment",
    [f"# {OTHER} # {NOTE}", f"# {NOTE} # {OTHER}", f"# {NOTE} mine", "# mine", "# " + "[" * 9999],
    ids=["behind another", "before another", "and a word", "a word", "nonsense"],
)
def test_what_flux_reads_as_a_whole_is_to_be_the_marker_alone(comment: str) -> None:
    assert told(f" {comment}") == (
        comment,
        "is read as a whole, and is no marker",
        f"put this in its place, and what it says into a line above: `# {NOTE}`",
    )


SPEC = """\
gitops 1

operator flux
repo platform at "https://git.example.org/gitops.git"
cluster main
stage dev
agent updater using flux-image-automation
place root in platform at "clusters/{cluster}"
place base in platform at "base/{team}/{app}"
place overlay in platform at "apps/{team}/{app}/{stage}"

team shop {
  app web {
    image "ghcr.io/acme/web"
    start "1.0.0"
    bump image by updater
  }
}
"""


def test_what_the_help_says_is_enough(console: Console) -> None:
    console.put("shop.gitops", SPEC)
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0
    moved = SPEC.replace("operator flux", 'operator flux {\n  namespace "gitops"\n}')
    console.put("shop.gitops", moved)
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0
    said = console.run("versions", "shop.gitops", "-o", "out").err
    assert "the marker of another policy" in said
    file = Path(console.folder, "out/platform/apps/shop/web/dev/version/kustomization.yaml")
    before, marker, _ = file.read_text().partition("# {")
    assert marker
    help = said.partition("in its place: `")[2].partition("`")[0]
    file.write_text(f"{before}{help}\n")
    assert console.run("versions", "shop.gitops", "-o", "out").err == ""
