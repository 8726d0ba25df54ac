"""Whatever is handed in: a clear message, exit code 1 or 2, and nothing on the disk has moved."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.console import SPEC, Console, Session, process

KUSTOMIZE = 'image "registry.example.org/web"'
"""The line of the spec that cases put something else beside."""

NOT_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)


def refused(console: Console, *words: str, spec: str = "spec.gitops") -> Session:
    """A compile that fails with these words and leaves the output as it is, and a check too."""
    before = console.everything()
    said = console.run("compile", spec, "-o", "out")
    assert said.code in (1, 2) and said.out == ""
    for word in words:
        assert word in said.err
    assert console.everything() == before
    assert console.run("check", spec, "-o", "out").code in (1, 2)
    assert console.everything() == before
    return said


@pytest.fixture(autouse=True)
def standing_output(console: Console) -> None:
    """There is an output already, which no mistake may touch."""
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0


def test_a_spec_that_is_not_there(console: Console) -> None:
    refused(console, "file-not-found", "spec.gitops")


def test_a_spec_that_is_a_folder(console: Console) -> None:
    (console.folder / "spec.gitops").mkdir()
    refused(console, "spec.gitops")


def test_a_spec_that_may_not_be_read(console: Console) -> None:
    # A link to itself cannot be read by anybody, not even by root.
    (console.folder / "spec.gitops").symlink_to("spec.gitops")
    refused(console, "spec.gitops")


SPOILT: dict[str, tuple[str | bytes, tuple[str, ...]]] = {
    "not UTF-8": (SPEC.encode() + b'\nteam "\xe4" {}\n', ("error[not-utf8]",)),
    "UTF-16": (SPEC.encode("utf-16"), ("error[not-utf8]",)),
    "null bytes": (b"gitops 1\n\0\0\0\n", ("error[invisible-character]",)),
    "nothing at all": ("", ("error[missing-edition]",)),
    "ten megabytes": (
        SPEC + "# filler\n" * 1_200_000,
        ("error[file-too-large]", "larger than 4 MiB"),
    ),
    "one line of three megabytes": (f"gitops 1\nteam {'a' * 3_000_000}\n", ("error[not-a-label]",)),
    "ten thousand braces": ("gitops 1\n" + "team a {\n" * 10_000, ("error[too-deep]",)),
    "ten thousand braces, closed": (
        "gitops 1\n" + "team a {\n" * 9999 + "}\n" * 9999,
        ("error[too-deep]",),
    ),
    "ten thousand brackets": ("gitops 1\nstage a on " + "[" * 10_000, ("error[too-deep]",)),
    "a string that never ends": (
        SPEC + 'repo x at "https://never\n',
        ("error[unterminated-string]", "never"),
    ),
    "a block that never ends": (SPEC.rstrip("}\n"), ("error[unclosed-brace]",)),
    "control characters": (SPEC + "team \x1b[31mred\n", ("error[invisible-character]",)),
    "an include of itself": (SPEC + 'include "spec.gitops"\n', ("error[include-cycle]",)),
    "an include from outside": (SPEC + 'include "../other.gitops"\n', ("error[path-escapes]",)),
    "an absolute include": (SPEC + 'include "/etc/passwd"\n', ("error[path-escapes]",)),
    "capital letters": (SPEC.replace("team shop", "team Shop"), ("error[not-a-label]",)),
    "dots": (SPEC.replace("app web", "app web.site"), ("error[not-a-label]", "web.site")),
    "sixty-four letters": (SPEC.replace("app web", f"app {'a' * 64}"), ("error[not-a-label]",)),
    "a hyphen at the end": (SPEC.replace("cluster main", "cluster main-"), ("error[not-a-label]",)),
    "a reserved team": (SPEC.replace("team shop", "team platform"), ("error[reserved-name]",)),
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_spoilt_spec(what: str, console: Console) -> None:
    content, words = SPOILT[what]
    console.put("spec.gitops", content)
    said = refused(console, *words)
    assert "\x1b" not in said.err, "what is quoted must not drive the terminal"
    assert len(said.err) < 10_000


@pytest.mark.parametrize("command", ["units", "facts", "fmt"])
@pytest.mark.parametrize("what", ["not UTF-8", "ten thousand braces", "a string that never ends"])
def test_a_spoilt_spec_and_the_other_commands(what: str, command: str, console: Console) -> None:
    spec = console.put("spec.gitops", SPOILT[what][0])
    before = spec.read_bytes()
    said = console.run(command, "spec.gitops")
    assert said.code == 1 and "error[" in said.err
    assert spec.read_bytes() == before


@pytest.mark.parametrize(
    "written",
    [SPEC.replace("\n", "\r\n"), "\ufeff" + SPEC, SPEC.replace("  ", "\t")],
    ids=["CRLF", "byte order mark", "tabs"],
)
def test_how_other_editors_save_is_no_mistake(written: str, console: Console) -> None:
    expected = console.everything()
    console.put("shop.gitops", written)
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0
    assert console.everything() == expected


def test_a_circle_of_includes(console: Console) -> None:
    console.put("spec.gitops", SPEC + 'include "a.gitops"\n')
    console.put("a.gitops", 'include "b.gitops"\n')
    console.put("b.gitops", 'include "a.gitops"\n')
    refused(console, "error[include-cycle]", "a.gitops", "b.gitops")


def test_an_include_through_a_link_that_leads_outside(
    console: Console, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "other.gitops"
    outside.write_text("variant secret\n")
    (console.folder / "linked.gitops").symlink_to(outside)
    console.put("spec.gitops", SPEC + 'include "linked.gitops"\n')
    refused(console, "error[path-escapes]")


@pytest.mark.parametrize(
    "at",
    [
        "../elsewhere/{app}/{stage}",
        "apps/../../{app}/{stage}",
        "/etc/{app}/{stage}",
        "apps\\\\{app}\\\\{stage}",
        "apps//{app}/{stage}",
        ".git/{app}/{stage}",
        ".gitopsc/{app}/{stage}",
        "apps/{app}/{stage}/.GIT/hooks",
        "~/{app}/{stage}\u0007",
    ],
)
def test_a_place_that_leads_where_nothing_may_be_written(at: str, console: Console) -> None:
    place = f'place overlay in platform at "{at}"\n'
    console.put("spec.gitops", SPEC + place)
    refused(console, "error[")


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{letter}: &{letter} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, letter in zip("abcdefgh", "bcdefghi", strict=True)
)

VALUES: dict[str, str | bytes] = {
    "no YAML": "a: [1, 2\nb: }\n",
    "a list": "- 1\n- 2\n",
    "a bomb": BOMB,
    "not UTF-8": b"a: \xff\n",
    "very deep": "[" * 20_000,
    "with a tag": "a: !!python/object/apply:os.system ['true']\n",
    "twice the same key": "a: 1\na: 2\n",
    "itself inside of itself": "a: &a\n  b: *a\n",
}


@pytest.mark.parametrize("what", VALUES)
def test_a_spoilt_values_file(what: str, console: Console) -> None:
    console.put("values/web.yaml", VALUES[what])
    chart = 'from "https://charts.example.org" {\n    version "1.0.0"\n    values "values/web.yaml"'
    spec = SPEC.replace(f'app web {{\n    {KUSTOMIZE}\n    start "1.0.0"', f"app web {chart}")
    assert chart in spec
    console.put("spec.gitops", spec)
    refused(console, "error[", "values/web.yaml")


def standing(folder: Path) -> Iterator[tuple[str, str]]:
    """Everything below a folder: what it is, links with where they lead."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            yield name, f"link to {path.readlink()}"
        else:
            yield name, "folder" if path.is_dir() else path.read_text()


def test_an_output_that_is_a_file(console: Console) -> None:
    file = console.put("file", "mine\n")
    for output in ("file", "file/below"):
        said = console.run("compile", "shop.gitops", "-o", output)
        assert said.code == 1 and "output-not-writable" in said.err and said.out == ""
        assert file.read_text() == "mine\n"


@NOT_ROOT
def test_an_output_that_may_not_be_written(console: Console) -> None:
    closed = console.folder / "closed"
    closed.mkdir(mode=0o500)
    said = console.run("compile", "shop.gitops", "-o", "closed")
    assert said.code == 1 and "output-not-writable" in said.err
    assert list(closed.iterdir()) == []


@pytest.mark.parametrize("linked", ["platform", "platform/apps", "platform/bootstrap/main"])
def test_links_in_the_output_are_not_followed(
    linked: str, console: Console, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    link = console.folder / "fresh" / linked
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    before = list(standing(console.folder / "fresh"))
    said = console.run("compile", "shop.gitops", "-o", "fresh")
    assert list(outside.iterdir()) == [], "written through a link"
    assert said.code == 1 and "symbolic link" in said.err
    assert list(standing(console.folder / "fresh")) == before


def test_a_link_in_the_place_of_a_file_is_not_followed(
    console: Console, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "precious"
    outside.write_text("mine\n")
    overlay = "platform/apps/shop/web/staging/main/kustomization.yaml"
    link = console.folder / "out" / overlay
    link.unlink()
    link.symlink_to(outside)
    said = console.run("compile", "shop.gitops", "-o", "out", "--force", overlay)
    assert said.code == 1 and "symbolic link" in said.err
    assert outside.read_text() == "mine\n" and link.is_symlink()


def test_the_real_command_says_it_too(console: Console) -> None:
    deep = "gitops 1\n" + "team a {\n" * 10_000
    said = process("compile", "-", "-o", "out", stdin=deep.encode(), cwd=console.folder)
    assert said.code == 1 and "error[" in said.err and said.out == ""


def test_a_run_that_the_disk_refuses_says_nothing_of_files_written(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gitopsc.delivery.writer.Writer.write", full)
    console.put("shop.gitops", SPEC)
    session = console.run("compile", "shop.gitops", "-o", "full")
    assert (session.code, session.out) == (1, "") and "write-failed" in session.err


@pytest.mark.parametrize("style", ["text", "json"])
def test_a_name_that_is_no_text_is_told(style: str, console: Console) -> None:
    said = process("compile", "\udcff.gitops", "-o", "out", "--format", style, cwd=console.folder)
    assert said.code == 1 and "file-not-found" in said.out + said.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk is full here")
@pytest.mark.parametrize("words", [("units", "shop.gitops"), ("compile", "none")])
def test_where_nothing_can_be_printed_that_is_told(
    words: tuple[str, ...], console: Console
) -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "gitopsc", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=console.folder,
        )
    assert run.returncode in (1, 2) and "Traceback" not in run.stderr
    assert run.stderr.startswith("error: ")


def test_whoever_closes_the_output_is_compiled_for_all_the_same(console: Console) -> None:
    command = f"{sys.executable} -m gitopsc compile shop.gitops -o more <&- >&- 2>&-"
    assert subprocess.run(["sh", "-c", command], cwd=console.folder).returncode == 0
    assert console.everything("more") == console.everything("out")


def test_nobody_waits_for_a_pipe(console: Console) -> None:
    """A spec may come through one (`<(...)` of a shell), and comes once."""
    os.mkfifo(console.folder / "pipe.gitops")
    for _ in range(2):
        with subprocess.Popen(
            [sys.executable, "-m", "gitopsc", "compile", "pipe.gitops", "-o", "piped"],
            cwd=console.folder,
        ) as run:
            (console.folder / "pipe.gitops").write_text(SPEC)
        assert run.returncode == 0
    os.mkfifo(console.folder / "more.gitops")
    console.put("spec.gitops", SPEC + 'include "more.gitops"\n')
    refused(console, "not-a-file", "more.gitops")


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is in use stays there")
def test_whoever_runs_where_no_folder_is_any_more_is_told(console: Console) -> None:
    (console.folder / "gone").mkdir()
    command = (
        f"cd gone; rmdir ../gone; exec {sys.executable} -m gitopsc check ../shop.gitops -o out"
    )
    run = subprocess.run(["sh", "-c", command], cwd=console.folder, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == "error: the folder in which this runs is gone\n"
