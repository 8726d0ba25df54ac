"""`gitopsc fmt`: one way to write a spec."""

import argparse
import sys
from pathlib import Path

from gitopsc.cli.printing import report
from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.language.disk import DiskLibrary, decode
from gitopsc.memory.formatted import is_known, remember
from gitopsc.source import Source


def run(options: argparse.Namespace) -> int:
    complaints: list[Diagnostic] = []
    changed = False
    for name in _specs(options.paths):
        source = _read(name)
        if isinstance(source, Diagnostic):
            complaints.append(source)
            continue
        has_memory = name != "-" and not options.no_cache
        if has_memory and is_known(name, source.text):
            continue
        # Only now is the formatter worth its import.
        from gitopsc.formatting.formatter import format_source

        formatted, found = format_source(source)
        complaints += found
        if formatted is None:
            continue
        if name == "-" and not options.check:
            sys.stdout.write(formatted)
        elif formatted != source.text:
            changed = True
            _show(source, formatted) if options.check else _write(Path(name), formatted)
        elif has_memory and not found:
            remember(name, formatted)
    report(complaints)
    failed = any(complaint.is_error for complaint in complaints)
    return 1 if failed or (options.check and changed) else 0


def _specs(paths: list[str]) -> list[str]:
    """The files that are meant: a folder stands for every spec below it."""
    found: list[str] = []
    for path in paths:
        if path != "-" and Path(path).is_dir():
            found += sorted(str(file) for file in Path(path).rglob("*.gitops"))
        else:
            found.append(path)
    return found


def _read(name: str) -> Source | Diagnostic:
    if name == "-":
        return decode(sys.stdin.buffer.read(), "<stdin>")
    path = Path(name)
    return DiskLibrary(path.parent).entry(path.name, shown=name)


def _show(source: Source, formatted: str) -> None:
    from difflib import unified_diff  # mostly there is nothing to show

    sys.stdout.writelines(
        unified_diff(
            source.text.splitlines(keepends=True),
            formatted.splitlines(keepends=True),
            source.path,
            f"{source.path} (formatted)",
        )
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
