"""The command line: one file per command, each imported only when it is called."""

import gc
import os
import sys
from collections.abc import Sequence
from errno import ENOSPC
from importlib import import_module

from gitopsc.garbage import garbage_held

TYPE_CHECKING = False  # as in `gitopsc`: without `typing`
if TYPE_CHECKING:
    from gitopsc.cli.last_run import LastRun

FINE, FINDINGS, USAGE, STOPPED = 0, 1, 2, 130
"""Exit codes: nothing to report; mistakes or differences; wrong usage; stopped at the keyboard."""

NO_PLUGINS = "PYDANTIC_DISABLE_PLUGINS"
"""What a spec means is ours alone to say: other packages may plug into models of Pydantic, which
reads the data of all that are installed to find them."""


PROVEN = ("compile", "check")
"""The commands that leave proof."""

HELD: list[object] = []
"""What the last command made. To take apart a plan of ten thousand apps takes Python a quarter of a
second, and the system nothing: whoever makes one leaves it here until the process ends."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    :param arguments: the command line without the program's name; `None` takes the process's.
    """
    _open_streams()
    os.environ[NO_PLUGINS] = "1"
    HELD.clear()
    code = FINE
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        # Somebody stopped reading (`gitopsc units | head`): that is no mistake of ours.
        sys.stderr.close()
    except FileNotFoundError:
        # Of files that are not there commands tell themselves; `os.getcwd` has no other way.
        if _is_somewhere():
            raise
        print("error: the folder in which this runs is gone", file=sys.stderr)
        return USAGE
    except OSError as error:
        if error.errno != ENOSPC:
            raise
        # Whoever writes files tells of it themselves: it is the disk on which the output is kept.
        print("error: what was to be printed found no room on the disk", file=sys.stderr)
        return FINDINGS
    return code


def _is_somewhere() -> bool:
    try:
        return bool(os.getcwd())  # noqa: PTH109, a start does without `pathlib`
    except FileNotFoundError:
        return False


def _open_streams() -> None:
    """Let everything be printed everywhere."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed (`>&-`), and the next file would take its place
            setattr(sys, name, open(os.devnull, "r+", encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Reports hold box-drawing characters; a pipe on Windows, or LANG=C, has an older code.
            # Names of files may hold what is no letter at all.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _run(words: Sequence[str]) -> int:
    last = _last_run(words)
    if last and not last.changed:
        if words[0] == "compile":
            from gitopsc.cli.summary import summary

            print(summary(last.proof.tally))
        return FINE
    return _command(words, last)


def _last_run(words: Sequence[str]) -> "LastRun | None":
    if not words or words[0] not in PROVEN:
        return None
    from gitopsc.cli.last_run import last_run

    return last_run(words)


def _command(words: Sequence[str], last: "LastRun | None") -> int:
    """Run a command that has something to do.

    :param last: what was left of that, where something is known.
    """
    from argparse import Namespace

    from gitopsc.cli.options import COMMANDS
    from gitopsc.cli.parser import parser

    try:
        options = parser(*words).parse_args(words, Namespace(words=words, last=last))
    except SystemExit as answered:  # argparse has: help, the version, or what is wrong
        return int(answered.code or FINE)
    command = import_module(f"gitopsc.cli.{COMMANDS[options.command].module}")
    with garbage_held():
        return int(command.run(options))


def run() -> None:
    """The entry point of the installed command."""
    gc.disable()  # for good: nothing that a command makes outlives it
    try:
        code = main()
    except KeyboardInterrupt:
        code = STOPPED
    # All is said and done. Python would take apart what it holds, for a fifth of a small compile;
    # the system takes it back at once.
    os._exit(code)
