"""No proof of what changes meanwhile: files that come while a run reads, links led elsewhere."""

from pathlib import Path

import pytest

from tests.cli.console import SPEC, Console
from tests.cli.proofs import FILE, MORE, believes, proofs, run_compile


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
    run_compile(console)
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
    run_compile(console)
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
    run_compile(console)
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
    run_compile(console)
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
    run_compile(console)
    console.put("later", MORE)
    assert console.run("check", "shop.gitops", "-o", "out").code == 1
    assert " 0 written" not in run_compile(console)
