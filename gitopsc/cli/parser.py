"""The command line as `argparse` reads it, made of the table of commands."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from gitopsc import __version__
from gitopsc.cli.options import COMMANDS, Option


def parser(*asked: str) -> argparse.ArgumentParser:
    """The command line, without importing any command.

    :param asked: the words of a call: if they begin with a command, the others are not made.
    """
    top = Parser(
        prog="gitopsc",
        description="Compile one .gitops file into whole Argo CD and Flux repositories.",
    )
    top.add_argument("--version", action="version", version=f"gitopsc {__version__}")
    _add_commands(top, asked[:1] if asked and asked[0] in COMMANDS else tuple(COMMANDS))
    return top


class Help(argparse.HelpFormatter):
    """argparse's own, which asks how wide the terminal is for every option that it learns; what it
    imports for that is a tenth of `--version`. This one asks when it prints."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)

    def format_help(self) -> str:
        from shutil import get_terminal_size

        self._width = get_terminal_size().columns - 2
        return super().format_help()


class Parser(argparse.ArgumentParser):
    """argparse, with complaints that begin like ours. What a command takes is told to it when it is
    asked to parse: mostly it is not."""

    def __init__(self, options: Sequence[Option] = (), **more: Any) -> None:
        super().__init__(formatter_class=Help, **more)
        self._untold = list(options)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        while self._untold:
            _add(self, self._untold.pop(0))
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"error: {message}\n")


def _add_commands(top: argparse.ArgumentParser, names: Iterable[str]) -> None:
    """Add commands of the table to the parser."""
    commands = top.add_subparsers(
        dest="command", metavar="COMMAND", required=True, prog=top.prog, parser_class=Parser
    )
    for name in names:
        text = COMMANDS[name].help
        commands.add_parser(name, help=text, description=text, options=COMMANDS[name].options)


def _add(parser: argparse.ArgumentParser, option: Option) -> None:
    positional = not option.flags[0].startswith("-")
    if option.switch:
        parser.add_argument(*option.flags, help=option.help, action="store_true")
    elif option.repeated and positional:
        parser.add_argument(*option.flags, help=option.help, metavar=option.metavar, nargs="+")
    elif option.repeated:
        parser.add_argument(
            *option.flags, help=option.help, metavar=option.metavar, action="append", default=[]
        )
    elif positional:
        parser.add_argument(
            *option.flags,
            help=option.help,
            metavar=option.metavar,
            choices=option.choices or None,
            nargs="?" if option.optional else None,
        )
    else:
        parser.add_argument(
            *option.flags,
            help=option.help,
            metavar=option.metavar,
            choices=option.choices or None,
            default=option.default,
            required=option.required,
        )
