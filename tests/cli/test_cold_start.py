"""What a command does not need is not imported: a start is felt on every commit."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"pydantic", "networkx", "ruamel", "yaml", "lark", "numpy", "hypothesis", "pytest"}
"""Not in the list: `interegular`, which lark itself imports where the tests have installed it."""
ROOT = Path(__file__).parent.parent.parent

LISTING = """\
import sys
from gitopsc.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("\\nimported:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def imported(*arguments: str) -> set[str]:
    """The libraries that one command makes Python import."""
    run = subprocess.run(
        [sys.executable, "-c", LISTING, *arguments], capture_output=True, text=True, cwd=ROOT
    )
    assert run.returncode == 0 and "Traceback" not in run.stderr, run.stderr
    return set(run.stdout.rpartition("imported: ")[2].split()) & HEAVY


@pytest.mark.parametrize(
    "arguments", [("--version",), ("--help",), ("completion", "bash"), ("explain", "bad-url")]
)
def test_answers_about_the_command_itself_import_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert imported(*arguments) == set()


def test_formatting_needs_no_model() -> None:
    assert imported("fmt", "--check", "examples") <= {"lark"}


def test_compiling_takes_no_libraries_of_the_tests(tmp_path: Path) -> None:
    needed = imported("compile", "examples/quickstart/shop.gitops", "-o", str(tmp_path))
    assert needed <= {"lark", "pydantic", "ruamel"}
