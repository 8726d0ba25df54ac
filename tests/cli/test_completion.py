"""Completion scripts are made from the table of commands, so they know all of it."""

import shutil
import subprocess

import pytest

from gitopsc.cli.options import COMMANDS
from tests.cli.console import Console

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this machine")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_command_and_flag_is_in_the_script(shell: str, console: Console) -> None:
    script = console.run("completion", shell).out
    for name, command in COMMANDS.items():
        assert name in script
        for option in command.options:
            if option.flags[0].startswith("-"):
                assert option.flags[-1].lstrip("-") in script


def completed(script: str, *words: str) -> list[str]:
    """What bash offers for the last word."""
    given = " ".join(f"'{word}'" for word in words)
    ask = f'COMP_WORDS=({given}); COMP_CWORD={len(words) - 1}; _gitopsc; echo "${{COMPREPLY[@]}}"'
    run = subprocess.run(
        ["bash", "-uc", f"{script}\n{ask}"], capture_output=True, text=True, check=True
    )
    return run.stdout.split()


@needs_bash
def test_bash_takes_the_script_and_completes(console: Console) -> None:
    script = console.run("completion", "bash").out
    checked = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert completed(script, "gitopsc", "co") == ["compile", "completion"]
    assert completed(script, "gitopsc", "compile", "--op") == ["--operator"]
    assert completed(script, "gitopsc", "compile", "--operator", "") == ["argocd", "flux"]
    assert completed(script, "gitopsc", "units", "--format", "t") == ["table"]
    assert completed(script, "gitopsc", "check", "--format", "t") == ["text"]
    assert completed(script, "gitopsc", "completion", "z") == ["zsh"]


@needs_bash
def test_bash_completes_files_where_nothing_else_fits(console: Console) -> None:
    script = console.run("completion", "bash").out
    assert completed(script, "gitopsc", "compile", "sh") == ["shop.gitops"]
