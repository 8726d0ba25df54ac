"""The command line: one file per command, each imported only when it is called."""

import argparse
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module

from gitopsc import __version__
from gitopsc.cli.options import COMMANDS, Parser, add_commands

FINE, FINDINGS, USAGE = 0, 1, 2
"""Exit codes: nothing to report; mistakes or differences; wrong usage."""


def parser() -> argparse.ArgumentParser:
    """The whole command line, without importing any command."""
    top = Parser(
        prog="gitopsc",
        description="Compile one .gitops file into whole Argo CD and Flux repositories.",
    )
    top.add_argument("--version", action="version", version=f"gitopsc {__version__}")
    add_commands(top)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    :param arguments: the command line without the program's name; `None` takes the process's.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Reports hold box-drawing characters; a pipe on Windows, or LANG=C, has an older code.
            stream.reconfigure(encoding="utf-8", newline="\n")
    options = parser().parse_args(arguments)
    command = import_module(f"gitopsc.cli.{COMMANDS[options.command].module}")
    try:
        with garbage_held():
            code = command.run(options)
        sys.stdout.flush()
        return int(code)
    except BrokenPipeError:
        # Somebody stopped reading (`gitopsc units | head`): that is no mistake of ours.
        sys.stderr.close()
        return FINE


@contextmanager
def garbage_held() -> Iterator[None]:
    """Collect no garbage meanwhile: a compile keeps nearly all it makes until its end, and looking
    through that again and again takes a fifth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def run() -> None:
    """The entry point of the installed command."""
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
