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

from gitopsc.proof import folders
from tests.cli.console import SPEC, Console
from tests.cli.proofs import FILE, MORE, believes, run_compile
from tests.cli.test_cold_start import HEAVY, LISTING, ROOT


def test_an_unchanged_run_imports_nothing_heavy_and_says_the_same(settled: Console) -> None:
    first = run_compile(settled)
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
    monkeypatch.setattr("gitopsc.workers.spare", lambda: 3)


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
        run_compile(settled)


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


def test_what_was_forced_is_forced_again_when_it_was_edited_again(settled: Console) -> None:
    forced = ("compile", "shop.gitops", "-o", "out", "--force", FILE.removeprefix("out/"))
    for edit in ("first", "again"):
        (settled.folder / FILE).write_text(edit)
        assert settled.run("compile", "shop.gitops", "-o", "out").code == 1
        assert " 1 written" in settled.run(*forced).out
        assert " 0 written" in settled.run(*forced).out
        assert (settled.folder / FILE).read_text() != edit


def test_what_is_theirs_may_change_and_not_go(
    settled: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version that was promoted is nothing to compile for; a seed that is gone may be."""
    [seed, *_] = sorted(settled.folder.glob("out/platform/apps/shop/web/*/main/version/*"))
    seed.write_text("newTag: 1.0.1")
    assert believes(settled, monkeypatch)
    seed.unlink()
    assert not believes(settled, monkeypatch)


def test_a_file_that_another_spec_takes_over_is_told(settled: Console) -> None:
    """Their record stood there before, and its name has not changed."""
    more = "out/platform/.gitopsc/owned/more"
    settled.put(more, "")
    run_compile(settled)
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
        run_compile(console)
    said = run_compile(console)
    assert said == console.run("compile", "shop.gitops", "-o", "out", "--no-cache").out
    assert said.startswith("2 repositories")


def test_a_seed_that_was_taken_out_of_its_set_costs_no_proof(
    settled: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as another of them stands."""
    base = settled.folder / "out/platform/apps/shop/web/base"
    first, *others = sorted(path for path in base.iterdir() if path.name != "kustomization.yaml")
    first.unlink()
    said = run_compile(settled)
    assert believes(settled, monkeypatch)
    assert run_compile(settled) == said
    for other in others:
        other.unlink()
    assert not believes(settled, monkeypatch)


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
