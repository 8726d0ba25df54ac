"""From a spec to what it says. Every file is read to its end before anything is refused."""

from typing import NamedTuple

from gitopsc.diagnostics.diagnostic import Diagnostic
from gitopsc.language.building.topology import build
from gitopsc.language.census import Census
from gitopsc.language.entry import Entry
from gitopsc.language.includes import Includes, Opened
from gitopsc.language.library import Library
from gitopsc.language.mentions import Mentions
from gitopsc.language.mistakes import Mistakes, listed
from gitopsc.language.origins import Origins
from gitopsc.language.overridden import drop_overridden
from gitopsc.language.reading import Reader
from gitopsc.language.rules import check
from gitopsc.language.vocabulary.table import FILE
from gitopsc.model.topology import Topology
from gitopsc.source import Source, Span
from gitopsc.syntax.parser import Parse, parse
from gitopsc.syntax.tree import File


class Bound(NamedTuple):
    """What a spec says. There is a topology exactly when no diagnostic is an error."""

    topology: Topology | None
    origins: Origins
    files: tuple[File, ...]
    """Every file that was read, the entry first."""
    diagnostics: tuple[Diagnostic, ...]


def bind(entry: Source, library: Library, parse: Parse = parse) -> Bound:
    """Read an entry spec and all it includes, and say what they mean.

    Never raises on anything a user can write: mistakes of all files are in the diagnostics, in the
    order in which they were found. The language is that of docs/decisions/0001.
    """
    mistakes = Mistakes()
    includes = Includes(library, mistakes, parse)
    includes.open(entry)
    root = _read(includes.opened, mistakes)
    topology = None if mistakes.has_errors else build(root.entry, _identity(entry))
    files = tuple(opened.file for opened in includes.opened)
    return Bound(topology, root.origins, files, tuple(mistakes.found))


class _Root(NamedTuple):
    entry: Entry
    origins: Origins


def _read(opened: list[Opened], mistakes: Mistakes) -> _Root:
    """One entry for all files, checked; the mistakes are added to the list."""
    source = opened[0].file.source
    root = Entry(FILE, Span(source, 0, 0))
    reader = Reader(mistakes)
    for one in opened:
        root.is_preset = one.preset is not None
        reader.read_block(one.statements, root)
    root.is_preset = False
    overridden = {id(place) for place in drop_overridden(root)}
    census = Census(root, mistakes)
    mentions = Mentions(census, reader.displaced, mistakes)
    for mentioning in reader.mentioning:
        if id(mentioning.entry) not in overridden:
            mentions.resolve(mentioning)
    _presets_need_repos(mentions, opened, mistakes)
    check(root, (one.file.source for one in opened), mistakes)
    return _Root(root, Origins(census.names, census.entries))


def _presets_need_repos(mentions: Mentions, opened: list[Opened], mistakes: Mistakes) -> None:
    for one in opened:
        if one.preset is None:
            continue
        needed = sorted(
            name
            for name, said in mentions.undeclared_repos.items()
            if any(s.span.source is one.file.source for s in said)
        )
        if needed:
            mistakes.report(
                "preset-needs-repo",
                f"this preset places files in {listed(needed)}, which the spec does not declare",
                (one.preset, "needs it" if len(needed) == 1 else "needs them"),
                help="; ".join(f'add `repo {name} at "https://…"`' for name in needed),
            )


def _identity(entry: Source) -> str:
    """The spec's name: its file name without `.gitops`."""
    name = entry.path.replace("\\", "/").rpartition("/")[2]
    return name.removesuffix(".gitops") or "topology"
