"""What is kept as proof: only what this program wrote, whole, of these very words in this place."""

import os
import time
from pathlib import Path

import pytest

from gitopsc.proof import cabinet, folders
from tests.cli.console import SPEC, Console
from tests.cli.proofs import believes, proofs, run_compile


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
    assert [run_compile(console).partition(":")[0] for _ in range(3)] == ["1 repository"] * 3


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
    run_compile(console)
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
    assert " 0 written" not in run_compile(settled)
    assert believes(settled, monkeypatch)
    monkeypatch.chdir(settled.folder)
    assert believes(settled, monkeypatch)


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


def test_what_is_kept_holds_no_content(settled: Console, cache: Path) -> None:
    """Only names, hashes and numbers: a cache is no second home of a repository."""
    for path in proofs(cache):
        proof = cabinet.fetch(path.name)
        assert proof and {len(content) for content, _ in proof.inputs.values()} == {64}
        files = [file for line in proof.folders for file in folders.folder(line).files]
        assert {len(file.fingerprint) for file in files} <= {0, 64}
        assert path.stat().st_mode & 0o077 == 0
