"""One team changes: the rest is not compiled, and nobody can tell from what is done."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.console import Console, Session

ENTRY = """\
gitops 1

include "teams/*.gitops"
include "preset:argocd-monorepo"
operator argocd {
  start "9.5.0"
}

repo platform at "https://git.example.org/gitops.git"
place operator in platform at "operator/{cluster}"
cluster main
stage staging
stage production
promote staging -> production by manual
"""

TEAM = """\
team {team} {{
  app web {{
    image "registry.example.org/{team}/web"
    start "1.0.0"

    in production {{
      replicas = 3
      env.LEVEL = "gold"
    }}
  }}

  app store from "https://charts.example.org" {{
    chart podinfo
    version "6.9.0"
    values "values/{team}.yaml"
    ui.message = "hello"
  }}
}}
"""

TEAMS = ("amber", "birch", "cedar", "date", "elder", "fir")
COMPILE = ("compile", "shop.gitops", "-o", "out")


@pytest.fixture
def settled(console: Console) -> Console:
    """A spec in files whose trees are in order."""
    console.put("shop.gitops", ENTRY)
    for team in TEAMS:
        console.put(f"teams/{team}.gitops", TEAM.format(team=team))
        console.put(f"values/{team}.yaml", "size: 1\n")
    assert console.run(*COMPILE).code == 0
    return console


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gets an item whenever the spec is compiled whole."""
    from gitopsc.cli import delivering

    asked: list[str] = []
    run = delivering._run

    def noted(*arguments: object, **more: object) -> object:
        asked.append("whole")
        return run(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(delivering, "_run", noted)
    return asked


def edit(console: Console, path: str, old: str, new: str) -> None:
    text = (console.folder / path).read_text()
    assert old in text
    console.put(path, text.replace(old, new))


def same(console: Console, *command: str) -> Session:
    """Run a command as it is, and without a cache on a copy; nobody can tell which is which."""
    shutil.copytree(console.folder / "out", console.folder / "copy", symlinks=True)
    session = console.run(*command)
    other = console.run(*(word if word != "out" else "copy" for word in command), "--no-cache")
    assert session == other
    assert console.everything("out") == console.everything("copy")
    shutil.rmtree(console.folder / "copy")
    return session


ALONE = {
    "a number": ("replicas = 3", "replicas = 5"),
    "a variable": ('env.LEVEL = "gold"', 'env.LEVEL = "tin"'),
    "another variable": ("replicas = 3\n", 'replicas = 3\n      env.MORE = "yes"\n'),
    "a value of a chart": ('ui.message = "hello"', 'ui.message = "bye"'),
    "a version": ('version "6.9.0"', 'version "6.9.1"'),
    "a comment": ("  app web {", "  # ours\n  app web {"),
}


@pytest.mark.parametrize("change", ALONE.values(), ids=ALONE)
def test_what_a_team_says_of_its_apps_is_compiled_alone(
    change: tuple[str, str], settled: Console, whole: list[str]
) -> None:
    edit(settled, "teams/cedar.gitops", *change)
    check = settled.run("check", "shop.gitops", "-o", "out")
    assert whole == []
    assert check == settled.run("check", "shop.gitops", "-o", "out", "--no-cache")
    whole.clear()
    session = same(settled, *COMPILE)
    assert session.code == 0 and whole == ["whole"], "the copy was, and nothing else"
    assert settled.run("check", "shop.gitops", "-o", "out", "--no-cache").out == ""


WHOLE = {
    "files more": ("  app web {", '  env.ALL = "yes"\n\n  app web {'),
    "a file less": ('      env.LEVEL = "gold"\n', ""),
    "a new app": ("  app web {", '  app api {\n    image "registry.example.org/api"\n'
                  '    start "1.0.0"\n  }\n\n  app web {'),
    "a new name": ("app web {", "app site {"),
    "a namespace": ("team cedar {", 'team cedar {\n  namespace "cedar"\n'),
    "a quota": ("team cedar {", "team cedar {\n  quota {\n    pods = 20\n  }\n"),
    "a pinned version": ("replicas = 3", 'version "1.1.0"'),
    "a first version": ('start "1.0.0"', 'start "1.1.0"'),
    "a need of others": ("app web {", "app web needs birch.web {"),
    "another values file": ("values/cedar.yaml", "values/birch.yaml"),
    "a mistake": ("replicas = 3", "replicas = three"),
    "a name nobody knows": ("app web {", "app web in [nowhere] {"),
    "a note": ('    start "1.0.0"\n', ""),
}  # fmt: skip
"""`another values file` is read already, for another team: so it may be compiled alone."""


@pytest.mark.parametrize("change", WHOLE.values(), ids=WHOLE)
def test_everything_else_is_compiled_whole(
    change: tuple[str, str], settled: Console, whole: list[str], request: pytest.FixtureRequest
) -> None:
    edit(settled, "teams/cedar.gitops", *change)
    same(settled, *COMPILE)
    alone = "another values file" in request.node.name
    assert whole == ["whole"] * (1 if alone else 2)


OF_OTHERS: dict[str, Callable[[Console], object]] = {
    "the entry": lambda c: edit(c, "shop.gitops", "stage staging", "# first\nstage staging"),
    "a values file": lambda c: c.put("values/cedar.yaml", "size: 2\n"),
    "a new team": lambda c: c.put("teams/gorse.gitops", TEAM.format(team="gorse")
                                  .replace('    values "values/gorse.yaml"\n', "")),
    "a team gone": lambda c: (c.folder / "teams/cedar.gitops").unlink(),
    "most of the teams": lambda c: [
        edit(c, f"teams/{team}.gitops", '"gold"', '"tin"') for team in TEAMS[1:]
    ],
}  # fmt: skip


@pytest.mark.parametrize("change", OF_OTHERS.values(), ids=OF_OTHERS)
def test_what_concerns_others_is_compiled_whole(
    change: Callable[[Console], object], settled: Console, whole: list[str]
) -> None:
    change(settled)
    edit(settled, "teams/birch.gitops", "replicas = 3", "replicas = 7")
    same(settled, *COMPILE)
    assert whole == ["whole"] * 2


def test_a_file_that_another_teams_file_includes(settled: Console, whole: list[str]) -> None:
    """Without that other file nobody would look at it."""
    gorse = TEAM.format(team="gorse").replace('    values "values/gorse.yaml"\n', "")
    settled.put("more/gorse.gitops", gorse)
    birch = (settled.folder / "teams/birch.gitops").read_text()
    settled.put("teams/birch.gitops", 'include "more/gorse.gitops"\n\n' + birch)
    assert settled.run(*COMPILE).code == 0
    whole.clear()
    edit(settled, "more/gorse.gitops", "replicas = 3", "replicas = 4")
    assert " 1 written" in same(settled, *COMPILE).out
    assert whole == ["whole"]


def test_a_file_that_says_more_than_a_team_is_compiled_whole(
    settled: Console, whole: list[str]
) -> None:
    edit(settled, "teams/cedar.gitops", "team cedar {", "stage testing\n\nteam cedar {")
    assert settled.run(*COMPILE).code == 0
    whole.clear()
    edit(settled, "teams/cedar.gitops", "replicas = 3", "replicas = 4")
    assert " 1 written" in same(settled, *COMPILE).out
    assert whole == ["whole"] * 2


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_changes_follow_each_other(
    processes: int, settled: Console, whole: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each finds what the one before left, and one that is taken back leaves nothing; however many
    processes look at the trees, some of them while the compiler is made ready."""
    monkeypatch.setattr("gitopsc.proof.proof.MANY", 1)
    monkeypatch.setattr("gitopsc.workers.spare", lambda: processes)
    first = settled.everything()
    for number in (4, 5, 6, 3):
        text = TEAM.format(team="cedar").replace("replicas = 3", f"replicas = {number}")
        settled.put("teams/cedar.gitops", text)
        assert settled.run("check", "shop.gitops", "-o", "out").code == 1
        assert " 1 written" in settled.run(*COMPILE).out
        assert " 0 written" in settled.run(*COMPILE).out
    assert whole == [] and settled.everything() == first


def test_two_teams_change_at_once(settled: Console, whole: list[str]) -> None:
    for team in ("amber", "fir"):
        edit(settled, f"teams/{team}.gitops", "replicas = 3", "replicas = 4")
    assert " 2 written" in same(settled, *COMPILE).out
    assert whole == ["whole"]


def test_what_an_app_needs_is_in_the_excerpt(settled: Console, whole: list[str]) -> None:
    """Its place in the order is counted along the needs of others."""
    edit(settled, "teams/birch.gitops", "app web {", "app web needs amber.web {")
    edit(settled, "teams/cedar.gitops", "app web {", "app web needs birch.web {")
    assert settled.run(*COMPILE).code == 0
    whole.clear()
    edit(settled, "teams/cedar.gitops", 'version "6.9.0"', 'version "6.9.1"')
    assert same(settled, *COMPILE).code == 0
    assert whole == ["whole"]


def test_a_file_that_was_edited_by_hand_is_reported(settled: Console, whole: list[str]) -> None:
    edit(settled, "teams/cedar.gitops", "replicas = 3", "replicas = 4")
    [path] = settled.folder.glob("out/platform/apps/cedar/web/production/main/kustomization.yaml")
    path.write_text(path.read_text() + "# by hand\n")
    session = same(settled, *COMPILE)
    assert "edited-owned-file" in session.err and whole == ["whole"] * 2


def test_a_file_of_several_teams_is_compiled_whole(console: Console, whole: list[str]) -> None:
    """Both want the very same chart; what one of them says of it now, the other one contradicts."""
    preset = 'include "preset:argocd-monorepo"'
    shared = 'place base in platform at "base/{app}"\n'
    console.put("shop.gitops", ENTRY.replace(preset, f"{preset}\n{shared}"))
    for team in TEAMS:
        text = TEAM.format(team=team).replace(f'    values "values/{team}.yaml"\n', "")
        console.put(f"teams/{team}.gitops", text.replace(f"{team}/web", "web"))
    assert console.run(*COMPILE).code == 0
    edit(console, "teams/cedar.gitops", 'ui.message = "hello"', 'ui.message = "bye"')
    whole.clear()
    assert "colliding-files" in same(console, *COMPILE).err
    assert whole == ["whole"] * 2


def test_one_checkout(settled: Console, whole: list[str]) -> None:
    command = ("compile", "shop.gitops", "--repo", "platform", "--into", "checkout")
    assert settled.run(*command).code == 0
    edit(settled, "teams/cedar.gitops", "replicas = 3", "replicas = 4")
    whole.clear()
    assert " 1 written" in settled.run(*command).out and whole == []
    assert settled.run(*COMPILE).code == 0
    assert settled.everything("checkout") == settled.everything("out/platform")


@pytest.mark.parametrize("rubbish", [b"", b"[]", b"{}", b"[{}, 1]", b"[[], []]", b"\0"])
def test_rubbish_is_not_believed(
    rubbish: bytes, settled: Console, cache: Path, whole: list[str]
) -> None:
    from gitopsc.memory import shelf

    edit(settled, "teams/cedar.gitops", "replicas = 3", "replicas = 4")
    [kept] = cache.glob("gitopsc/parts/*")
    shelf.keep("parts", kept.name, rubbish)
    assert same(settled, *COMPILE).code == 0
    assert whole == ["whole"] * 2


def test_a_memory_of_other_texts_is_not_believed(
    settled: Console, cache: Path, whole: list[str]
) -> None:
    """The trees were made from what the proof knows."""
    from gitopsc.memory import shelf

    edit(settled, "teams/cedar.gitops", "replicas = 3", "replicas = 4")
    [kept] = cache.glob("gitopsc/parts/*")
    content = shelf.fetch("parts", kept.name)
    assert content is not None
    shelf.keep("parts", kept.name, content.replace(b"replicas = 3", b"replicas = 2"))
    same(settled, *COMPILE)
    assert whole == ["whole"] * 2


def test_a_disk_that_refuses_is_reported(
    settled: Console, monkeypatch: pytest.MonkeyPatch, whole: list[str]
) -> None:
    edit(settled, "teams/cedar.gitops", "replicas = 3", "replicas = 4")
    with monkeypatch.context() as patch:
        patch.setattr("gitopsc.delivery.writer.Writer.write", _full)
        session = settled.run(*COMPILE)
    assert session.code == 1 and "write-failed" in session.err and whole == []
    assert " 1 written" in settled.run(*COMPILE).out


def test_a_disk_that_refuses_one_repository_refuses_all(
    settled: Console, monkeypatch: pytest.MonkeyPatch, whole: list[str]
) -> None:
    edit(settled, "shop.gitops", "argocd-monorepo", "argocd-repo-per-team")
    apps = '\nrepo apps per team at "https://git.example.org/{team}.git"\ncluster main'
    edit(settled, "shop.gitops", "\ncluster main", apps)
    # The first time something is told: what is left behind where the files were.
    assert [settled.run(*COMPILE).code for _ in range(2)] == [0, 0]
    whole.clear()
    for team in ("cedar", "fir"):
        edit(settled, f"teams/{team}.gitops", "replicas = 3", "replicas = 4")
    monkeypatch.setattr("gitopsc.delivery.writer.Writer.write", _full)
    session = settled.run(*COMPILE)
    assert session.code == 1 and session.err.endswith("\n1 error\n") and whole == []


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")
