"""The early exit: what is proven unchanged is not done again, and nothing else is ever believed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from gitopsc.proof import cabinet, folders
from tests.cli.console import SPEC, Console
from tests.cli.test_cold_start import HEAVY, LISTING, ROOT

FILE = "out/platform/bootstrap/main/root.yaml"


MORE = """\
team more {
  app more {
    image "registry.example.org/more"
    start "1.0.0"
  }
}
"""


@pytest.fixture
def settled(console: Console, cache: Path) -> Console:
    """A compiled spec whose proof has been taken."""
    assert " 0 written" not in compiled(console)
    assert len(proofs(cache)) == 1
    return console


def compiled(console: Console) -> str:
    session = console.run("compile", "shop.gitops", "-o", "out")
    assert session.code == 0
    return session.out


def proofs(cache: Path) -> list[Path]:
    return sorted(cache.glob("gitopsc/proofs/*"))


def believes(console: Console, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a compile exits early: then the compiler is not even asked."""
    asked: list[object] = []
    with monkeypatch.context() as patch:
        patch.setattr("gitopsc.cli.delivering.deliver", lambda options: asked.append(options) or 0)
        compiled(console)
    return not asked


def test_an_unchanged_run_imports_nothing_heavy_and_says_the_same(settled: Console) -> None:
    first = compiled(settled)
    command = ("compile", "shop.gitops", "-o", "out")
    run = subprocess.run(
        [sys.executable, "-c", LISTING, *command],
        capture_output=True,
        text=True,
        cwd=settled.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    said, _, imported = run.stdout.partition("\nimported: ")
    assert said == first
    assert not set(imported.split()) & (HEAVY | SLOW - bare())


SLOW = {"argparse", "hashlib", "json", "pathlib", "re", "shutil", "tempfile", "typing"}
"""Parts of the standard library that take long to import, for a run with nothing to do."""


def bare() -> set[str]:
    """The modules of a Python that was asked to do nothing: whoever installed it may want some."""
    asked = [sys.executable, "-c", "import sys; print(*sys.modules)"]
    return set(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split())


def test_an_unchanged_run_is_believed(settled: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    assert believes(settled, monkeypatch)


def pipe_for(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def behind_a_link(at: Path, path: str) -> None:
    """Move a folder to another place, with all that is in it, and put a link where it was."""
    (at / path).rename(at / "elsewhere")
    (at / path).symlink_to(at / "elsewhere")


INNER = (
    "out/platform/apps/shop/web/production/main/version",
    "out/platform/apps/shop/web/production",
    "out/platform/apps/shop",
)
"""Folders deep in a tree: with files, with one folder, with several."""


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda at: (at / "shop.gitops").write_text(SPEC + "\n"), id="the spec"),
        pytest.param(lambda at: (at / FILE).unlink(), id="a file gone"),
        pytest.param(lambda at: pipe_for(at / FILE), id="a pipe in place of a file"),
        pytest.param(lambda at: (at / FILE).write_text("other"), id="a file edited"),
        pytest.param(lambda at: os.utime(at / FILE), id="a file touched"),
        pytest.param(
            lambda at: (at / "out/platform/.gitopsc/owned/other").write_text(""), id="a record"
        ),
        pytest.param(
            lambda at: (at / "out/platform/.gitopsc/writing-shop").write_text(""),
            id="what a run that was killed has left",
        ),
        pytest.param(lambda at: (at / "out/more").mkdir(), id="another repository"),
        *(
            pytest.param(partial(behind_a_link, path=path), id=f"a link at {path}")
            for path in ("out/platform", *INNER)
        ),
    ],
)
def test_any_change_is_seen(
    change: Callable[[Path], object], settled: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(settled.folder)
    assert not believes(settled, monkeypatch)


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three processes look at the trees, however small they are."""
    monkeypatch.setattr("gitopsc.proof.proof.MANY", 1)
    monkeypatch.setattr("gitopsc.hands.spare", lambda: 3)


def test_several_processes_see_what_one_sees(
    settled: Console, monkeypatch: pytest.MonkeyPatch, three: None
) -> None:
    """Whichever file it is, and whoever of them looks at it."""
    for file in sorted(path for path in (settled.folder / "out").rglob("*") if path.is_file()):
        assert believes(settled, monkeypatch)
        text = file.read_text(encoding="utf-8")
        file.unlink()
        assert not believes(settled, monkeypatch)
        file.write_text(text, encoding="utf-8")
        compiled(settled)


def test_a_process_that_was_stopped_proves_nothing(
    settled: Console, monkeypatch: pytest.MonkeyPatch, three: None
) -> None:
    first, stand = os.getpid(), folders.stand

    def standing(*arguments: Any) -> bool:
        if os.getpid() != first:
            os.kill(os.getpid(), signal.SIGKILL)
        return stand(*arguments)

    monkeypatch.setattr(folders, "stand", standing)
    assert not believes(settled, monkeypatch)


def test_a_file_of_the_same_size_and_times_is_read(
    settled: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within the coarseness of a file system's clock an edit may leave no trace in the stamp."""
    file = settled.folder / FILE
    was = file.stat()
    file.write_bytes(file.read_bytes()[::-1])
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert not believes(settled, monkeypatch)


def test_a_clock_that_goes_back_proves_nothing(
    settled: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = time.time_ns() - 3_600_000_000_000
    monkeypatch.setattr("gitopsc.proof.proof.time.time_ns", lambda: before)
    assert not believes(settled, monkeypatch)


@pytest.mark.parametrize(
    "rubbish", ["", "\t", "1\t/", "1\t/\t0\t0\t0", "1\t/\t1\t1\t0\t0\n\n", "\0"]
)
def test_rubbish_in_the_cache_is_no_proof(
    rubbish: str, settled: Console, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in proofs(cache):
        path.write_text(rubbish)
    assert not believes(settled, monkeypatch)


@pytest.mark.parametrize("line", ["", "\t", "1 2 3 4\t\t\tout/platform", "rubbish"])
def test_a_line_that_is_rubbish_is_no_proof(
    line: str, settled: Console, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in proofs(cache):
        head, *lines = path.read_text().split("\n")
        path.write_text("\n".join([head, *lines[:-1], line]))
    assert not believes(settled, monkeypatch)


def test_a_proof_that_others_may_write_is_not_believed(
    settled: Console, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in proofs(cache):
        path.chmod(0o666)
    assert not believes(settled, monkeypatch)


def test_a_cache_that_cannot_be_written_is_no_mistake(console: Console, cache: Path) -> None:
    cache.joinpath("gitopsc").write_text("a file where the folder should be")
    assert [compiled(console).partition(":")[0] for _ in range(3)] == ["1 repository"] * 3


def test_a_cache_that_is_full_keeps_nothing(
    console: Console, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even what there was room for."""
    replace = os.replace

    def full(source: str, target: str) -> None:
        if str(source).startswith(str(cache)):
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr("gitopsc.proof.cabinet.os.replace", full)
    compiled(console)
    kept = [path for path in cache.rglob("*") if path.is_file()]
    assert [path.parent.name for path in kept] == ["locks"]


def test_without_the_cache_everything_is_done(
    settled: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gitopsc.cli.delivering.deliver", lambda options: 42)
    assert settled.run("compile", "shop.gitops", "-o", "out").code == 0
    assert settled.run("compile", "shop.gitops", "-o", "out", "--no-cache").code == 42


def test_a_run_with_something_to_say_is_never_skipped(console: Console, cache: Path) -> None:
    """Notes and warnings are told every time."""
    console.put("shop.gitops", SPEC.replace('    start "1.0.0"\n', ""))
    said = [console.run("compile", "shop.gitops", "-o", "out").err for _ in range(3)]
    assert "no-first-version" in said[0] and said[1] == said[2] == said[0]
    assert proofs(cache) == []


def test_a_proof_is_of_one_place_and_one_operator(
    settled: Console,
) -> None:
    session = settled.run("compile", "shop.gitops", "-o", "elsewhere")
    assert " 0 written" not in session.out
    session = settled.run("check", "shop.gitops", "-o", "out", "--operator", "flux")
    assert session.code == 1


def test_the_same_words_in_another_folder_are_of_another_spec(
    settled: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = settled.folder / "there"
    there.mkdir()
    (there / "shop.gitops").write_text(SPEC)
    monkeypatch.chdir(there)
    assert " 0 written" not in compiled(settled)
    assert believes(settled, monkeypatch)
    monkeypatch.chdir(settled.folder)
    assert believes(settled, monkeypatch)


def test_what_was_forced_is_forced_again_when_it_was_edited_again(settled: Console) -> None:
    forced = ("compile", "shop.gitops", "-o", "out", "--force", FILE.removeprefix("out/"))
    for edit in ("first", "again"):
        (settled.folder / FILE).write_text(edit)
        assert settled.run("compile", "shop.gitops", "-o", "out").code == 1
        assert " 1 written" in settled.run(*forced).out
        assert " 0 written" in settled.run(*forced).out
        assert (settled.folder / FILE).read_text() != edit


@pytest.mark.parametrize("words", [("--into", "out"), ("-o", "out", "--into", "out")])
def test_no_proof_makes_words_fit_together(words: tuple[str, ...], settled: Console) -> None:
    for command in ("compile", "check"):
        session = settled.run(command, "shop.gitops", *words)
        assert session == settled.run(command, "shop.gitops", *words, "--no-cache")
        assert session.code == 2


def test_a_proof_that_was_cut_off_is_none(
    settled: Console, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it was: what is missing could be the file that has changed."""
    [path] = proofs(cache)
    lines = path.read_text().splitlines(keepends=True)
    for number in range(len(lines)):
        path.write_text("".join(lines[:number]))
        assert not believes(settled, monkeypatch)


def test_what_is_theirs_may_change_and_not_go(
    settled: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version that was promoted is nothing to compile for; a seed that is gone may be."""
    [seed, *_] = sorted(settled.folder.glob("out/platform/apps/shop/web/*/main/version/*"))
    seed.write_text("newTag: 1.0.1")
    assert believes(settled, monkeypatch)
    seed.unlink()
    assert not believes(settled, monkeypatch)


def test_what_was_written_by_others_while_we_ran_is_not_proven(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof says what a file has to hold, and not what it was found to hold at the end."""
    from gitopsc.cli import delivering

    def meddled(*arguments: object) -> None:
        (console.folder / FILE).write_text("other")
        remember(*arguments)  # type: ignore[arg-type]

    remember = delivering.remember
    monkeypatch.setattr(delivering, "remember", meddled)
    compiled(console)
    assert not believes(console, monkeypatch)


def test_a_spec_that_was_edited_while_we_ran_leaves_no_proof(
    console: Console, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gitopsc.cli import delivering

    def edited(*arguments: object) -> None:
        (console.folder / "shop.gitops").write_text(SPEC + "\n# later\n")
        remember(*arguments)  # type: ignore[arg-type]

    remember = delivering.remember
    monkeypatch.setattr(delivering, "remember", edited)
    compiled(console)
    assert proofs(cache) == []


def test_a_file_that_comes_while_we_ran_leaves_no_proof(
    console: Console, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be read now: by then its name is among those that are proven."""
    from gitopsc.cli import delivering

    console.put("shop.gitops", SPEC.replace("operator argocd", 'operator argocd\ninclude "*.team"'))
    console.put(
        "first.team", 'team first {\n  app one {\n    image "one"\n    start "1.0.0"\n  }\n}\n'
    )

    def late(*arguments: object) -> None:
        console.put("late.team", "team late\n")
        remember(*arguments)  # type: ignore[arg-type]

    remember = delivering.remember
    monkeypatch.setattr(delivering, "remember", late)
    compiled(console)
    assert proofs(cache) == []


@pytest.mark.parametrize("kind", ["spec", "output"])
def test_a_link_that_leads_elsewhere_now_is_another_place(kind: str, console: Console) -> None:
    for name, replicas in (("one", 1), ("two", 2)):
        more = f'    start "1.0.0"\n    replicas = {replicas}\n'
        console.put(f"{name}/shop.gitops", SPEC.replace('    start "1.0.0"\n', more, 1))
    link = console.folder / "link"
    spec, out = ("link/shop.gitops", "out") if kind == "spec" else ("one/shop.gitops", "link/out")
    link.symlink_to("one")
    assert console.run("compile", spec, "-o", out).code == 0
    link.unlink()
    link.symlink_to("two")
    for command in ("check", "compile"):
        session = console.run(command, spec, "-o", out)
        assert session.code == (command == "check") and " 0 written" not in session.out


def test_an_input_that_leads_out_of_the_folder_is_told(
    console: Console, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Though it says the same as before."""
    beside = 'include "preset:argocd-monorepo"'
    console.put("shop.gitops", SPEC.replace(beside, f'{beside}\ninclude "more.gitops"'))
    console.put("more.gitops", MORE)
    compiled(console)
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "more.gitops"
    (console.folder / "more.gitops").rename(elsewhere)
    (console.folder / "more.gitops").symlink_to(elsewhere)
    for command in ("check", "compile"):
        session = console.run(command, "shop.gitops", "-o", "out")
        assert session.code == 1 and "path-escapes" in session.err


def test_a_link_that_gets_what_it_leads_to_is_read(console: Console) -> None:
    beside = 'include "preset:argocd-monorepo"'
    console.put("shop.gitops", SPEC.replace(beside, f'{beside}\ninclude "teams/*.gitops"'))
    console.put("teams/first.gitops", MORE.replace("more", "first"))
    (console.folder / "teams/more.gitops").symlink_to("../later")
    compiled(console)
    console.put("later", MORE)
    assert console.run("check", "shop.gitops", "-o", "out").code == 1
    assert " 0 written" not in compiled(console)


def test_a_file_that_another_spec_takes_over_is_told(settled: Console) -> None:
    """Their record stood there before, and its name has not changed."""
    more = "out/platform/.gitopsc/owned/more"
    settled.put(more, "")
    compiled(settled)
    mark = "0" * 64
    settled.put(more, f"{mark}  {FILE.removeprefix('out/platform/')}\n")
    session = settled.run("compile", "shop.gitops", "-o", "out")
    assert session == settled.run("compile", "shop.gitops", "-o", "out", "--no-cache")
    assert session.code == 1 and "foreign-file" in session.err


def test_a_repository_that_was_emptied_is_not_counted_again(console: Console) -> None:
    monorepo = 'include "preset:argocd-monorepo"'
    layout = """\
repo apps per team at "https://git.example.org/{team}.git"
place root in platform at "root/{cluster}"
place base in apps at "base/{app}"
place overlay in apps at "{stage}/{app}"
"""
    spec = SPEC.replace(monorepo, layout)
    for text in (spec + MORE, spec):
        console.put("shop.gitops", text)
        compiled(console)
    said = compiled(console)
    assert said == console.run("compile", "shop.gitops", "-o", "out", "--no-cache").out
    assert said.startswith("2 repositories")


def test_a_seed_that_was_taken_out_of_its_set_costs_no_proof(
    settled: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as another of them stands."""
    base = settled.folder / "out/platform/apps/shop/web/base"
    first, *others = sorted(path for path in base.iterdir() if path.name != "kustomization.yaml")
    first.unlink()
    said = compiled(settled)
    assert believes(settled, monkeypatch)
    assert compiled(settled) == said
    for other in others:
        other.unlink()
    assert not believes(settled, monkeypatch)


def test_a_proof_grows_old_enough_to_be_held_against_stamps(
    settled: Console, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then no file has to be read any more."""

    def marks() -> list[str]:
        [path] = proofs(cache)
        proof = cabinet.fetch(path.name)
        assert proof
        return [file.fingerprint for line in proof.folders for file in folders.folder(line).files]

    assert any(marks())
    now = time.time_ns()
    monkeypatch.setattr("gitopsc.cli.last_run.time.time_ns", lambda: now + 3_000_000_000)
    assert believes(settled, monkeypatch)
    assert not any(marks())
    assert believes(settled, monkeypatch)


def test_whoever_looks_at_trees_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also to where no path leads any more."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/file").touch()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here").rmdir()
    was = Path().stat()
    lines = folders.look(str(tmp_path / "out"), {"file": None}, 0)
    assert lines and folders.stand(str(tmp_path / "out"), lines)
    assert not folders.stand(str(tmp_path / "elsewhere"), lines)
    assert os.path.samestat(was, Path().stat())


def test_what_is_kept_holds_no_content(settled: Console, cache: Path) -> None:
    """Only names, hashes and numbers: a cache is no second home of a repository."""
    for path in proofs(cache):
        proof = cabinet.fetch(path.name)
        assert proof and {len(content) for content, _ in proof.inputs.values()} == {64}
        files = [file for line in proof.folders for file in folders.folder(line).files]
        assert {len(file.fingerprint) for file in files} <= {0, 64}
        assert path.stat().st_mode & 0o077 == 0
