"""What a delivery complains about. Paths are told as the user would name them after `--force`."""

from collections.abc import Sequence
from shlex import quote

from gitopsc.delivery.ground import Sight, Standing
from gitopsc.delivery.record import record_path
from gitopsc.diagnostics.diagnostic import Diagnostic, Severity

NAMED = 3
"""How many of many files are told by their names."""

NAMED_ONCE = 20
"""The same where nobody tells them again."""


def unsafe_path(path: str, flaw: str) -> Diagnostic:
    """A path that is refused whatever stands on the disk; `flaw` ends the sentence."""
    return Diagnostic(
        "unsafe-path",
        f"{_quoted(path)} {flaw}",
        help=("let the place in the spec lead to a plain path inside its repository",),
    )


def clash(first: str, second: str) -> Diagnostic:
    """Two wanted paths that cannot both stand in one repository."""
    if first == second:
        return Diagnostic(
            "not-a-folder",
            f"`{first}` is wanted as a file and as a folder",
            help=("let the places in the spec lead to different paths",),
        )
    return Diagnostic(
        "case-collision",
        f"`{first}` and `{second}` differ only in how they are spelled",
        help=("use one spelling: many disks cannot hold both",),
    )


def obstacle(path: str, sight: Sight, at: str) -> Diagnostic:
    """What stands on the disk where a file, or a folder on the way to it, is needed.

    :param at: where it stands, as `path` is told.
    """
    if sight.standing is Standing.LINK:
        return Diagnostic(
            "unsafe-path",
            f"`{at}` is a symbolic link, and `{path}` would be written through it",
            help=("replace the link by what it leads to",),
        )
    if at != path:
        return Diagnostic(
            "not-a-folder",
            f"`{at}` is a {sight.standing.value}, and `{path}` needs a folder there",
            help=(f"move or delete `{at}`",),
        )
    return Diagnostic(
        "not-a-file",
        f"`{path}` is a {sight.standing.value}, and a file is needed there",
        help=("move or delete it",),
    )


def not_writable(output: str, reason: str) -> Diagnostic:
    """The output itself; `reason` ends the sentence."""
    return Diagnostic(
        "output-not-writable",
        f"`{output}` {reason}",
        help=("name a folder that can be written; it is made if it is absent",),
    )


def not_readable(path: str, error: OSError) -> Diagnostic:
    """Something that must be compared and cannot be looked at."""
    return Diagnostic(
        "output-not-readable",
        f"`{path}` cannot be read: {_reason(error)}",
        help=("nothing is written as long as it is not known what stands there",),
    )


def write_failed(path: str, error: OSError) -> Diagnostic:
    """The disk said no in the middle of the work."""
    return Diagnostic(
        "write-failed",
        f"`{path}` cannot be written: {_reason(error)}",
        help=("no file is half written; remove the cause and compile again to do the rest",),
    )


def unreadable_record(path: str, flaw: str) -> Diagnostic:
    """A record that does not say which files are owned; `flaw` ends the sentence."""
    return Diagnostic(
        "unreadable-record",
        f"the record of owned files `{path}` {flaw}",
        help=(
            "after a merge conflict keep the lines of both sides",
            "else bring it back from Git; without it, only files that are equal are taken as ours",
        ),
    )


def edited(path: str, *, is_emitted: bool) -> Diagnostic:
    """An owned file whose content is none that we wrote."""
    forced = "overwrite" if is_emitted else "delete"
    return Diagnostic(
        "edited-owned-file",
        f"`{path}` was edited by hand"
        + ("" if is_emitted else ", and the spec no longer emits it"),
        help=(
            "undo the edit, or move it into the spec",
            f"or {forced} it all the same: `--force {quote(path)}`",
        ),
    )


def foreign(path: str) -> Diagnostic:
    """A file that nobody's record knows, where another content is wanted."""
    return Diagnostic(
        "foreign-file",
        f"`{path}` is in the way: gitopsc did not write it",
        help=(
            "move it, or choose another place in the spec; if nobody needs it, delete it, and the "
            "next compile writes its own",
        ),
    )


def moved(path: str, before: str) -> Diagnostic:
    """A file that nobody's record knows, called like one of ours that is gone from its place."""
    return Diagnostic(
        "foreign-file",
        f"`{path}` is in the way: it looks like `{before}`, moved here and edited by hand",
        help=(
            "undo the edit, and the file is brought up to date where it is now",
            "or move the edit into the spec, and delete the file: the next compile writes its own",
        ),
    )


def left_behind(paths: Sequence[str]) -> Diagnostic:
    """Files of others where the spec leads no more."""
    return Diagnostic(
        "left-behind",
        f"what is yours stays where the spec leads no more: {_named(paths, NAMED_ONCE)}",
        help=(
            "delete it, or move it to where it belongs now: a version that was promoted stands in "
            "its file, and a new one begins with `start`",
        ),
        severity=Severity.WARNING,
    )


def deciding(paths: Sequence[str]) -> Diagnostic:
    """Files of others that say how folders are read into which files of ours come."""
    says, its = ("says", "its folder is") if len(paths) == 1 else ("say", "their folders are")
    return Diagnostic(
        "deciding-file",
        f"what is yours {says} how {its} read, and what gitopsc writes there may not be deployed: "
        f"{_named(paths, NAMED_ONCE)}",
        help=("delete it if nothing needs it any more, or choose another place in the spec",),
        severity=Severity.WARNING,
    )


def unlisted(folders: Sequence[str]) -> Diagnostic:
    """Folders that are read by Kustomize, and in which others have all but what that reads."""
    holds, it = ("holds", "it") if len(folders) == 1 else ("hold", "them")
    return Diagnostic(
        "no-kustomization",
        f"{_named(folders)} {holds} files of yours and no kustomization, so Kustomize cannot build "
        f"{it}",
        help=(
            "add a `kustomization.yaml` that lists them; or move them away, and the next compile "
            "writes first manifests",
        ),
        severity=Severity.WARNING,
    )


def another_owner(paths: Sequence[str], owner: str) -> Diagnostic:
    """Files that another spec has on its record."""
    is_owned = "is" if len(paths) == 1 else "are"
    return Diagnostic(
        "foreign-file",
        f"{_named(paths)} {is_owned} owned by `{owner}.gitops`",
        help=(
            "choose another place in one of the two specs",
            "what has no place (`TOPOLOGY.md`, `CODEOWNERS`, pipelines) is there once for each "
            "repository: make one spec of the two, or give each a repository of its own",
            f"if `{owner}.gitops` is this spec's old name, rename its record as well: "
            f"`{record_path(owner)}`",
        ),
    )


def _named(paths: Sequence[str], most: int = NAMED) -> str:
    named = [f"`{path}`" for path in paths[:most]]
    more = [f"{len(paths) - most} more"] if len(paths) > most else []
    return ", ".join([*named, *more])


def _reason(error: OSError) -> str:
    return (error.strerror or str(error) or type(error).__name__).lower()


def _quoted(path: str) -> str:
    """The path in backticks, with what a terminal would not show escaped."""
    return f"`{path.encode('unicode_escape').decode() if not path.isprintable() else path}`"
