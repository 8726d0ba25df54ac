"""Every command once, with its exit code and what it prints where."""

import json
import os
import subprocess
import sys

import pytest

from gitopsc import __version__
from gitopsc.cli.options import COMMANDS
from tests.cli.console import SPEC, Console, process
from tests.cli.test_cold_start import ROOT

TEAMS = SPEC.replace(
    'include "preset:argocd-monorepo"',
    """\
repo tenant per team at "https://git.example.org/{team}/gitops.git"
place root in platform at "bootstrap/{cluster}"
place base in tenant at "apps/{app}/base"
place overlay in tenant at "apps/{app}/{stage}"
""",
)


def test_the_real_command_compiles_and_checks(console: Console) -> None:
    compiled = process("compile", "shop.gitops", "-o", "out", cwd=console.folder)
    assert (compiled.code, compiled.err) == (0, "")
    assert compiled.out.startswith("1 repository: ") and " written" in compiled.out
    checked = process("check", "shop.gitops", "-o", "out", cwd=console.folder)
    assert checked == (0, "", "")


@pytest.mark.parametrize(
    ("words", "code"),
    [(("check", "wrong.gitops", "-o", "out"), 1), (("units", "shop.gitops"), 0)],
)
def test_a_run_ends_as_it_would_whether_or_not_somebody_reads_all(
    words: tuple[str, ...], code: int, console: Console
) -> None:
    console.put("wrong.gitops", SPEC + "stage überall\n")
    reads, writes = os.pipe()
    os.close(reads)
    for streams in ({"stdout": writes}, {"stderr": writes}, {"stdout": writes, "stderr": writes}):
        run = subprocess.run(
            [sys.executable, "-m", "gitopsc", *words],
            cwd=console.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **streams},
        )
        assert run.returncode == code
    os.close(writes)


def test_an_old_locale_prints_whole_reports(console: Console) -> None:
    console.put("wrong.gitops", SPEC + "stage überall\n")
    said = process(
        "check", "wrong.gitops", "-o", "out", cwd=console.folder, environment={"LC_ALL": "C"}
    )
    assert said.code == 1 and "┌─ wrong.gitops" in said.err and "\033[" not in said.err


def test_color_is_for_terminals_and_not_for_those_who_mind(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    from gitopsc.cli.printing import wants_color

    assert wants_color()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_color()


def test_version_and_help(console: Console) -> None:
    assert console.run("--version") == (0, f"gitopsc {__version__}\n", "")
    shown = console.run("--help")
    assert shown.code == 0 and all(f"    {name}" in shown.out for name in COMMANDS)
    for name in COMMANDS:
        assert console.run(name, "--help").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("compose",),
        ("compile",),
        ("compile", "shop.gitops"),
        ("compile", "shop.gitops", "--repo", "platform"),
        ("compile", "shop.gitops", "--into", "here"),
        ("compile", "shop.gitops", "-o", "out", "--repo", "platform", "--into", "here"),
        ("compile", "shop.gitops", "-o", "out", "--operator", "fleet"),
        ("compile", "shop.gitops", "--repo", "plattform", "--into", "here"),
        ("check", "shop.gitops"),
        ("fmt",),
        ("explain", "colliding-pahts"),
        ("completion", "tcsh"),
    ],
)
def test_wrong_usage_is_2_and_writes_nothing(arguments: tuple[str, ...], console: Console) -> None:
    said = console.run(*arguments)
    assert said.code == 2
    assert said.out == "" and "error: " in said.err
    assert [path.name for path in console.folder.iterdir()] == ["shop.gitops"]


def test_usage_says_what_there_is(console: Console) -> None:
    unknown = console.run("compile", "shop.gitops", "--repo", "plattform", "--into", "here").err
    assert unknown == "error: the spec has no repository `plattform`; it has platform\n"
    assert "did you mean `colliding-paths`?" in console.run("explain", "colliding-pahts").err


def test_standard_input(console: Console) -> None:
    console.run("compile", "shop.gitops", "-o", "out")
    from_file = console.everything()
    assert console.run("compile", "-", "-o", "piped", stdin=SPEC).code == 0
    # The name of a spec says whose the files are: a pipe has none.
    trees = [
        {path: text for path, text in tree.items() if ".gitopsc" not in path}
        for tree in (from_file, console.everything("piped"))
    ]
    assert trees[0].keys() == trees[1].keys()
    assert console.run("fmt", "-", stdin="gitops   1\n").out == "gitops 1\n"
    wrong = console.run("compile", "-", "-o", "never", stdin=b"\xff\xfe")
    assert wrong.code == 1 and "<stdin>" in wrong.err


def test_one_repository_into_a_checkout(console: Console) -> None:
    console.put("teams.gitops", TEAMS)
    into = ("--repo", "tenant/shop", "--into", "checkout")
    assert console.run("compile", "teams.gitops", *into).code == 0
    tree = console.everything("checkout")
    assert "apps/web/staging/kustomization.yaml" in tree
    assert not any(path.startswith(("bootstrap", "tenant", "platform")) for path in tree)
    assert console.run("check", "teams.gitops", *into).code == 0
    (console.folder / "checkout/apps/web/staging/kustomization.yaml").unlink()
    missing = console.run("check", "teams.gitops", *into)
    assert missing.code == 1 and missing.out == "missing apps/web/staging/kustomization.yaml\n"
    unknown = console.run("compile", "teams.gitops", "--repo", "tenant", "--into", "checkout")
    assert unknown.code == 2 and "it has platform, tenant/shop" in unknown.err


def test_reports_as_json(console: Console) -> None:
    console.put("wrong.gitops", SPEC.replace("team shop {", "team shop on nowhere {"))
    [said] = json.loads(console.run("compile", "wrong.gitops", "-o", "o", "--format", "json").out)
    assert said["slug"] == "unknown-cluster" and said["severity"] == "error"
    checked = console.run("check", "shop.gitops", "-o", "out", "--format", "json")
    report = json.loads(checked.out)
    assert checked.code == 1 and report["diagnostics"] == []
    assert "missing platform/bootstrap/main/root.yaml" in report["differences"]
    assert console.run("compile", "shop.gitops", "-o", "out", "--format", "json").out == "[]\n"
    again = console.run("check", "shop.gitops", "-o", "out", "--format", "json")
    assert again.code == 0 and json.loads(again.out)["differences"] == []


def test_units(console: Console) -> None:
    table = console.run("units", "shop.gitops")
    assert table.code == 0 and table.out.splitlines()[0].split()[:3] == ["team", "app", "stage"]
    assert len(table.out.splitlines()) == 5
    rows = json.loads(console.run("units", "shop.gitops", "--format", "json").out)
    assert {(row["app"], row["stage"]) for row in rows} == {
        (app, stage) for app in ("api", "web") for stage in ("staging", "production")
    }
    assert {row["operator"] for row in rows} == {"argocd"}
    assert {row["namespace"] for row in rows} == {"shop-staging", "shop-production"}


def test_facts(console: Console) -> None:
    said = console.run("facts", "shop.gitops", "--operator", "flux")
    lines = said.out.splitlines()
    assert said.code == 0 and all(len(line.split()) == 3 for line in lines)
    assert "operator:flux@main serves cluster:main" in lines
    assert "unit:shop.web.staging.main runs-in namespace:shop-staging@main" in lines


def test_another_operator(console: Console) -> None:
    """It may stand in for one, or for none; of two, what one says cannot be the other's."""
    nobody = "\n".join(line for line in SPEC.splitlines() if not line.startswith("operator"))
    console.put("nobody.gitops", f"{nobody}\n")
    assert "operator:flux@main" in console.run("facts", "nobody.gitops", "--operator", "flux").out
    assert "no-operator" in console.run("facts", "nobody.gitops").err
    console.put("both.gitops", f"{nobody}\noperator argocd on main\noperator flux\n")
    for operator in ("argocd", "flux"):
        refused = console.run("compile", "both.gitops", "-o", "out", "--operator", operator)
        assert refused.code == 1 and "error[one-of-two-operators]" in refused.err


def test_schema_and_explain(console: Console) -> None:
    assert "Topology" in json.loads(console.run("schema").out)["title"]
    slugs = console.run("explain").out.split()
    assert slugs == sorted(slugs) and "colliding-paths" in slugs
    assert console.run("explain", "colliding-paths").out.startswith("# ")


def test_fmt_on_files_and_folders(console: Console) -> None:
    crooked = SPEC.replace("  app web {", "app   web {")
    console.put("nested/deep/crooked.gitops", crooked)
    checked = console.run("fmt", "--check", "nested", "shop.gitops")
    assert checked.code == 1
    assert "-app   web {\n+  app web {\n" in checked.out and "shop.gitops" not in checked.out
    assert (console.folder / "nested/deep/crooked.gitops").read_text() == crooked
    assert console.run("fmt", ".") == (0, "", "")
    assert (console.folder / "nested/deep/crooked.gitops").read_text() == SPEC
    assert console.run("fmt", "--check", ".") == (0, "", "")
    console.put("nested/wrong.gitops", "gitops 1\nteam {{\n")
    wrong = console.run("fmt", ".")
    assert wrong.code == 1 and "wrong.gitops" in wrong.err
    assert (console.folder / "nested/wrong.gitops").read_text() == "gitops 1\nteam {{\n"
