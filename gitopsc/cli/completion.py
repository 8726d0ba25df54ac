"""`gitopsc completion SHELL`: scripts made from the one table of commands."""

import argparse
from collections.abc import Iterator

from gitopsc.cli.options import COMMANDS, Option

TOP = ("--help", "--version")


def run(options: argparse.Namespace) -> int:
    makers = {"bash": _bash, "zsh": _zsh, "fish": _fish, "powershell": _powershell}
    print("\n".join(makers[options.shell]()))
    return 0


def _words(command: str) -> list[str]:
    """What may follow a command: its flags, and the choices of its positional."""
    words: list[str] = []
    for option in COMMANDS[command].options:
        words += option.choices if not option.flags[0].startswith("-") else option.flags
    return [*words, "--help"]


def _valued(command: str) -> Iterator[tuple[str, Option]]:
    """Every flag of a command that takes one of a few words."""
    for option in COMMANDS[command].options:
        if option.choices and option.flags[0].startswith("-"):
            for flag in option.flags:
                yield flag, option


def _bash() -> Iterator[str]:
    yield "_gitopsc() {"
    yield '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"'
    yield '  local command="${COMP_WORDS[1]}" words='
    yield "  COMPREPLY=()"
    yield "  if [[ $COMP_CWORD -eq 1 ]]; then"
    yield f'    words="{" ".join((*COMMANDS, *TOP))}"'
    yield "  else"
    yield '    case "$command $before" in'
    for name in COMMANDS:
        for flag, option in _valued(name):
            yield f'      "{name} {flag}") words="{" ".join(option.choices)}" ;;'
    yield '      *) case "$command" in'
    for name in COMMANDS:
        yield f'        {name}) words="{" ".join(_words(name))}" ;;'
    yield "      esac ;;"
    yield "    esac"
    yield "  fi"
    yield '  COMPREPLY=($(compgen -W "$words" -- "$word"))'
    yield '  if [[ ${#COMPREPLY[@]} -eq 0 ]]; then COMPREPLY=($(compgen -f -- "$word")); fi'
    yield "}"
    yield "complete -o filenames -F _gitopsc gitopsc"


def _zsh() -> Iterator[str]:
    yield "#compdef gitopsc"
    yield "autoload -U +X bashcompinit && bashcompinit"
    yield from _bash()


def _fish() -> Iterator[str]:
    for name, command in COMMANDS.items():
        first = f"complete -c gitopsc -n __fish_use_subcommand -a {name}"
        yield f"{first} -d {_quoted(command.help)}"
        for option in command.options:
            yield from _fish_option(name, option)


def _fish_option(name: str, option: Option) -> Iterator[str]:
    rule = f"complete -c gitopsc -n '__fish_seen_subcommand_from {name}'"
    choices = f" -x -a '{' '.join(option.choices)}'" if option.choices else ""
    if not option.flags[0].startswith("-"):
        if choices:
            yield rule + choices
        return
    for flag in option.flags:
        kind = "-l" if flag.startswith("--") else "-s"
        takes = choices or ("" if option.switch else " -r")
        yield f"{rule} {kind} {flag.lstrip('-')}{takes} -d {_quoted(option.help)}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "\\'") + "'"


def _powershell() -> Iterator[str]:
    yield "Register-ArgumentCompleter -Native -CommandName gitopsc -ScriptBlock {"
    yield "  param($word, $tree, $cursor)"
    yield "  $parts = @($tree.CommandElements | ForEach-Object { $_.ToString() })"
    yield "  $words = switch ($parts[1]) {"
    for name in COMMANDS:
        listed = ", ".join(f"'{word}'" for word in _words(name))
        yield f"    '{name}' {{ @({listed}) }}"
    yield f"    default {{ @({', '.join(repr(word) for word in (*COMMANDS, *TOP))}) }}"
    yield "  }"
    yield '  $words | Where-Object { $_ -like "$word*" } | ForEach-Object {'
    yield "    [System.Management.Automation.CompletionResult]::new($_)"
    yield "  }"
    yield "}"
