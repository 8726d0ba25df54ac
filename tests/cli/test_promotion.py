"""Promotion from the command line: what changes, and each way in which nothing does."""

import datetime as clock
import json
import re
from pathlib import Path

import pytest

from gitopsc.syntax.limits import LARGEST_FILE
from tests.cli.console import Console, everything
from tests.cli.scenes import (
    SCENES,
    SPEC,
    TO_PRODUCTION,
    TO_STAGING,
    begin,
    bump,
    commit_all,
    committed,
    git,
    version_file,
)
from tests.real.kustomize import build

PAGES = Path(__file__).parent.parent.parent / "docs" / "diagnostics"
SESSION = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


class Noon(clock.datetime):
    """A Monday at which no window of the scenes is open."""

    @classmethod
    def now(cls, tz: clock.tzinfo | None = None) -> "Noon":
        return cls(2026, 6, 1, 12, tzinfo=tz)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gitopsc.cli.promote.datetime", Noon)


def promote(console: Console, *arguments: str) -> str:
    """A promotion that is made; what was printed."""
    said = console.run("promote", "shop.gitops", "-o", "out", *arguments)
    assert (said.code, said.err) == (0, "")
    return said.out


@pytest.mark.parametrize("slug", sorted(SCENES))
def test_what_does_not_move_on_is_told_and_left_alone(
    console: Console, slug: str, update: bool
) -> None:
    """The session of each page is what really is printed; and nothing has changed afterwards."""
    make, arguments = SCENES[slug]
    make(console)
    before = console.everything()
    said = console.run("promote", "shop.gitops", "-o", "out", *arguments)
    changed = {path for path, text in console.everything().items() if before.get(path) != text}
    assert (said.code, said.out) == (1, "")
    assert {path for path in changed if "/.git/objects/" not in path} == set()
    report = "\n".join(said.err.splitlines()[:-2])
    session = f"$ gitopsc promote shop.gitops -o out {' '.join(arguments)}\n{report}\n"
    page = PAGES / f"{slug}.md"
    if update:
        page.write_text(SESSION.sub(lambda _: session, page.read_text()))
    assert f"error[{slug}]" in session
    assert session == SESSION.search(page.read_text())[0]  # type: ignore[index]


def test_a_version_file_that_is_too_large_is_no_spec_to_be_split(console: Console) -> None:
    begin(console)
    console.put(version_file("staging"), "#" * (LARGEST_FILE + 1))
    said = console.run("promote", "shop.gitops", "-o", "out", *TO_STAGING)
    assert "file-too-large" in said.err
    assert "take it back from Git" in said.err


def test_only_the_version_moves(console: Console) -> None:
    begin(console)
    text = (console.folder / version_file("staging")).read_text()
    marked = text.replace("newTag: 1.0.0", 'newTag:   \'1.0.0\'   # mine: {"$imagepolicy": "x"}')
    console.put(version_file("staging"), marked)
    before = console.everything()
    said = promote(console, *TO_STAGING)
    after = console.everything()
    name = version_file("staging").removeprefix("out/")
    assert {path for path in after if after[path] != before[path]} == {name}
    assert after[name].decode() == marked.replace("1.0.0", "1.1.0")
    assert said.startswith(f"--- a/{name}\n+++ b/{name}\n")
    assert said.endswith("shop.web to staging: 1.1.0: 1 file changed\n")
    assert console.run("check", "shop.gitops", "-o", "out").code == 0
    assert promote(console, *TO_STAGING) == "shop.web to staging: 1.1.0: runs there already\n"
    assert console.everything() == after


def test_a_dry_run_changes_nothing_and_its_difference_can_be_applied(console: Console) -> None:
    begin(console)
    before = console.everything()
    said = promote(console, *TO_STAGING, "--dry-run")
    assert console.everything() == before
    difference, _, title = said.rpartition("shop.web to")
    assert title == " staging: 1.1.0: nothing is changed\n"
    console.put("change.patch", difference)
    git(console.folder / "out", "apply", str(console.folder / "change.patch"))
    assert promote(console, *TO_STAGING) == "shop.web to staging: 1.1.0: runs there already\n"


def test_a_stage_is_skipped_only_by_name(console: Console) -> None:
    begin(console)
    promote(console, *TO_PRODUCTION)  # what staging runs
    assert '"1.1.0"' not in (console.folder / version_file("production")).read_text()
    promote(console, *TO_PRODUCTION, "--from", "dev")
    assert "1.1.0" in (console.folder / version_file("production")).read_text()
    assert "1.0.0" in (console.folder / version_file("staging")).read_text()


def test_an_image_of_another_name_has_its_tag_once_the_help_was_followed(console: Console) -> None:
    """Two files still name the old one: that of the version, and the first manifest."""
    SCENES["stale-version-file"][0](console)
    said = console.run("versions", "shop.gitops", "-o", "out").err
    (manifest,) = set(re.findall(r"and in `(.*)`: kustomize", said))
    for path in (f"out/{manifest}", *map(version_file, ("dev", "staging", "production"))):
        file = console.folder / path
        file.write_text(file.read_text().replace("acme/web", "acme/shop"))
    assert console.run("versions", "shop.gitops", "-o", "out").err == ""
    overlay = (console.folder / version_file("dev")).parent.parent
    (workload,) = (item for item in build(overlay, "argocd") if item["kind"] == "Deployment")
    (container,) = workload["spec"]["template"]["spec"]["containers"]
    assert container["image"] == "ghcr.io/acme/shop:1.1.0"


def test_a_review_is_asked_for(console: Console) -> None:
    begin(console, SPEC.replace("stage staging", "stage staging {\n  review required\n}"))
    assert "`staging` wants a review" in promote(console, *TO_STAGING)


def test_a_commit_is_made_beside_the_working_tree(console: Console) -> None:
    folder = committed(console)
    before = everything(folder)
    assert "committed on branch `promote/staging/shop.web-1.1.0`" in promote(
        console, *TO_STAGING, "--commit"
    )
    after = everything(folder)
    assert {path: after[path] for path in after if not path.startswith(".git/")} == {
        path: before[path] for path in before if not path.startswith(".git/")
    }
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "branch", "--show-current") == "main\n"
    branch = "promote/staging/shop.web-1.1.0"
    name = version_file("staging").removeprefix("out/platform/")
    assert git(folder, "diff", "--name-only", "main", branch) == f"{name}\n"
    assert git(folder, "log", "-1", "--format=%an: %B", branch).strip() == (
        "Ada: Promote shop.web to staging: 1.1.0\n\nghcr.io/acme/web 1.0.0 -> 1.1.0"
    )
    assert "already" in promote(console, *TO_STAGING, "--commit")
    git(folder, "merge", "-q", branch)
    assert "runs there already" in promote(console, *TO_STAGING)


PLACES = """\
cluster eu
cluster us
repo env per cluster at "https://git.example.org/{cluster}.git"
place root in platform at "root/{cluster}"
place base in env at "base/{app}"
place overlay in env at "{stage}/{app}"
"""
PER_CLUSTER = (
    SPEC.replace('include "preset:argocd-monorepo"\n', "")
    .replace("cluster eu\n", PLACES)
    .replace("stage dev", "stage dev on eu")
    .replace("stage staging", "stage staging on [eu, us]")
    .replace("stage production", "stage production on us")
)


def per_cluster(console: Console) -> list[Path]:
    """Two repositories with a commit each; version 1.1.0 in the first stage."""
    console.put("shop.gitops", PER_CLUSTER)
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0
    file = "out/env/eu/dev/web/version/kustomization.yaml"
    console.put(file, (console.folder / file).read_text().replace("1.0.0", "1.1.0"))
    folders = [console.folder / "out" / "env" / cluster for cluster in ("eu", "us")]
    for folder in folders:
        commit_all(folder)
    return folders


def test_a_promotion_is_committed_in_every_repository_or_in_none(console: Console) -> None:
    eu, us = per_cluster(console)
    branch = "promote/staging/shop.web-1.1.0"
    git(us, "branch", branch)
    said = console.run("promote", "shop.gitops", "-o", "out", *TO_STAGING, "--commit")
    assert said.code == 1 and "error[branch-taken]: `out/env/us`" in said.err
    assert branch not in git(eu, "branch", "--list")
    git(us, "branch", "--delete", branch)
    assert f"committed on branch `{branch}`" in promote(console, *TO_STAGING, "--commit")
    for folder in (eu, us):
        assert git(folder, "show", f"{branch}:staging/web/version/kustomization.yaml").endswith(
            "newTag: 1.1.0\n"
        )


def test_stages_of_variants_follow_each_other(console: Console) -> None:
    """The talk's `prod-eu` before `prod-us`: stages of a chain like any other."""
    spec = SPEC.replace("staging", "prod-eu").replace("production", "prod-us")
    begin(console, spec)
    promote(console, "--app", "shop.web", "--to", "prod-eu")
    said = console.run("versions", "shop.gitops", "-o", "out")
    assert said.out.splitlines()[1].split(maxsplit=2)[2] == "1.1.0  1.1.0    1.0.0 ← 1.1.0"
    promote(console, "--app", "shop.web", "--to", "prod-us")
    assert "1.1.0" in (console.folder / version_file("prod-us")).read_text()


def test_a_digest_moves_on_and_takes_the_place_of_a_tag(console: Console) -> None:
    begin(console)
    digest = "sha256:" + "0a" * 32
    text = (console.folder / version_file("dev")).read_text()
    console.put(version_file("dev"), text.replace('newTag: "1.1.0"', f"digest: {digest}"))
    said = promote(console, *TO_STAGING)
    assert f"-    newTag: 1.0.0\n+    digest: {digest}\n" in said
    assert "shop.web to staging: @sha256:0a0a0a0a0a0a: 1 file changed" in said


def test_what_has_no_order_moves_on(console: Console) -> None:
    begin(console)
    for there, comes in (("main-7", "1.0.0"), ("1.2.0", "main-5")):
        bump(console, "production", there)
        bump(console, "staging", comes)
        assert f"to production: {comes}: 1 file changed" in promote(console, *TO_PRODUCTION)


def test_a_link_in_place_of_a_version_file_is_not_followed(console: Console) -> None:
    begin(console)
    file = console.folder / version_file("staging")
    file.rename(console.folder / "elsewhere.yaml")
    file.symlink_to(console.folder / "elsewhere.yaml")
    before = console.everything()
    said = console.run("promote", "shop.gitops", "-o", "out", *TO_STAGING)
    assert said.code == 1 and "error[unsafe-path]" in said.err
    assert console.everything() == before and file.is_symlink()


def test_what_nobody_declared_is_told_as_such(console: Console) -> None:
    apps = SPEC.partition("team shop")[2]
    begin(console, f"{SPEC}team blog{apps}team claims{apps.replace('web', 'portal')}")
    for arguments, hint in (
        (("--app", "shop.wab", "--to", "staging"), "did you mean `shop.web`?"),
        (("--app", "portal", "--to", "staging"), "did you mean `claims.portal`?"),
        (("--app", "web", "--to", "staging"), "did you mean `blog.web` or `shop.web`?"),
        (("--app", "search", "--to", "staging"), "there are `blog.web`, `claims.portal`, `shop."),
        (("--app", "shop.web", "--to", "stagin"), "did you mean `staging`?"),
        (("--app", "shop.web", "--to", "staging", "--from", "qa"), "there are `dev`,"),
    ):
        said = console.run("promote", "shop.gitops", "-o", "out", *arguments)
        assert (said.code, said.out) == (1, "") and hint in said.err


def test_versions_tell_what_runs_where_and_what_waits(console: Console) -> None:
    begin(console)
    bump(console, "production", "0.9.0")
    said = console.run("versions", "shop.gitops", "-o", "out")
    assert said == (
        0,
        "app       of     dev    staging        production\n"
        "shop.web  image  1.1.0  1.0.0 ← 1.1.0  0.9.0 ← 1.0.0\n",
        "",
    )
    rows = json.loads(console.run("versions", "shop.gitops", "-o", "out", "--format", "json").out)
    assert [(row["stage"], row["version"], row["line"]) for row in rows] == [
        ("dev", "1.1.0", 6),
        ("staging", "1.0.0", 6),
        ("production", "0.9.0", 6),
    ]
    assert rows[1]["waiting"] == [{"stage": "dev", "version": "1.1.0", "digest": None}]
    assert rows[1]["file"] == version_file("staging").removeprefix("out/")


@pytest.mark.parametrize(
    "slug, shown",
    [("missing-version-file", "?"), ("not-a-version", "?"), ("stale-version-file", "?")],
)
def test_a_version_that_cannot_be_read_is_unknown(console: Console, slug: str, shown: str) -> None:
    make, _ = SCENES[slug]
    make(console)
    said = console.run("versions", "shop.gitops", "-o", "out")
    assert said.code == 1 and f"error[{slug}]" in said.err
    assert said.out.splitlines()[1].split()[2] == "?"


def test_versions_that_are_nobodys_mistake_say_why_they_are_unknown(console: Console) -> None:
    SCENES["nothing-to-promote"][0](console)
    said = console.run("versions", "shop.gitops", "-o", "out")
    assert said.code == 0
    assert "shop.web brings manifests that name their images themselves" in said.out
