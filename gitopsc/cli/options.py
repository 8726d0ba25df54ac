"""Every command with its arguments: the one table that parsing, help and completion read."""

from collections.abc import Sequence
from typing import NamedTuple


class Option(NamedTuple):
    """An option or a positional (its only flag then has no dash)."""

    flags: tuple[str, ...]
    help: str
    metavar: str | None = None
    choices: Sequence[str] = ()
    repeated: bool = False
    switch: bool = False
    default: str | None = None
    optional: bool = False
    required: bool = False


class Command(NamedTuple):
    module: str
    help: str
    options: tuple[Option, ...]


SPEC = Option(("spec",), "the .gitops file, or - for standard input", "SPEC")
OPERATOR = Option(
    ("--operator",), "compile for this operator instead of the spec's", choices=("argocd", "flux")
)
OUT = Option(("-o", "--output"), "folder that holds a folder per repository", "DIR")
CHECKOUTS = OUT._replace(required=True)
REPO = Option(("--repo",), "compile one repository only", "REPO[/TEAM[/APP]]")
INTO = Option(("--into",), "a checkout of that repository", "CHECKOUT")
REPORT = Option(("--format",), "how mistakes are printed", choices=("text", "json"), default="text")
NO_CACHE = Option(("--no-cache",), "do all the work, even if nothing has changed", switch=True)
TARGET = (SPEC, OUT, REPO, INTO, OPERATOR, REPORT, NO_CACHE)

COMMANDS = {
    "compile": Command(
        "compile",
        "write the repositories of a spec",
        (
            *TARGET,
            Option(
                ("--force",),
                "overwrite this owned file although it was edited",
                "PATH",
                repeated=True,
            ),
        ),
    ),
    "check": Command(
        "check", "say whether the repositories are what the spec compiles to; never write", TARGET
    ),
    "fmt": Command(
        "fmt",
        "format specs in place",
        (
            Option(("--check",), "write nothing, print what would change", switch=True),
            NO_CACHE,
            Option(("paths",), "specs or folders, or - for standard input", "PATH", repeated=True),
        ),
    ),
    "facts": Command(
        "facts", "print the resolved graph, one fact a line", (SPEC, OPERATOR, REPORT)
    ),
    "units": Command(
        "units",
        "list every app, stage and cluster with what is deployed there",
        (
            SPEC,
            OPERATOR,
            Option(
                ("--format",), "how units are printed", choices=("table", "json"), default="table"
            ),
        ),
    ),
    "versions": Command(
        "versions",
        "say which version of every app runs in every stage, and what waits",
        (
            SPEC,
            CHECKOUTS,
            OPERATOR,
            Option(
                ("--format",), "how they are printed", choices=("table", "json"), default="table"
            ),
        ),
    ),
    "promote": Command(
        "promote",
        "move the version of an app on to the next stage",
        (
            SPEC,
            CHECKOUTS,
            OPERATOR,
            Option(("--app",), "what to promote", "TEAM.APP", required=True),
            Option(("--to",), "the stage it moves to", "STAGE", required=True),
            Option(("--from",), "the stage it comes from, if not the one right before", "STAGE"),
            Option(("--commit",), "commit it, on a branch named after the promotion", switch=True),
            Option(("--dry-run",), "show the difference and change nothing", switch=True),
        ),
    ),
    "capabilities": Command(
        "capabilities",
        "say what each pattern becomes on each operator, and what cannot be",
        (
            Option(("--operator",), "of this operator only", choices=("argocd", "flux")),
            Option(("--format",), "how it is printed", choices=("text", "json"), default="text"),
        ),
    ),
    "schema": Command("schema", "print the JSON Schema of the model", ()),
    "explain": Command(
        "explain",
        "explain a mistake by its slug",
        (Option(("slug",), "as in error[SLUG]; without it all are listed", "SLUG", optional=True),),
    ),
    "completion": Command(
        "completion",
        "print a completion script",
        (Option(("shell",), "for which shell", choices=("bash", "zsh", "fish", "powershell")),),
    ),
}
