"""A chart comes from where charts are published: a Helm repository, or a registry.

Helm asks an address for its `index.yaml`, and Git answers nothing at such a path. A chart in a
folder in Git comes from a repository that is declared, and a kustomize base names its folder.
"""

import re

from gitopsc.language.entry import Entry
from gitopsc.language.mistakes import Mistakes, reword
from gitopsc.language.rules.holders import apps

_GIT = re.compile(
    r"ssh://.*|https?://.*\.git/?|https?://(github\.com|gitlab\.com|bitbucket\.org)/[^/]+/[^/]+/?"
)
"""Addresses that are those of Git repositories: by scheme, by ending, or at a known forge, where
`OWNER/NAME` is nothing else."""

_NAME = re.compile(r"[A-Za-z0-9._-]+")
"""What Helm takes for the name of a chart (helm/helm, `pkg/chartutil/create.go`)."""


def published_charts(root: Entry, mistakes: Mistakes) -> None:
    """Complain about the address of a Git repository where a chart is to come from (`bad-url`), and
    about names that no Helm repository has in its index (`not-a-chart`)."""
    for entry in (*root.nested("infra"), *apps(root)):
        _own_name(entry, mistakes)
        tool = entry.one("using")
        if tool not in (None, "helm", "umbrella") or (tool is None and "at" in entry.fields):
            continue
        for said in entry.fields.get("from", ()):
            if not said.bare and _GIT.fullmatch(said.text):
                help = f'say `repo NAME at "{said.text}"`, and `from NAME at "FOLDER" using helm`'
                mistakes.report(
                    "bad-url",
                    f"`{said.text}` is a Git repository, and no charts are published in one",
                    (said.span, f"{entry.title} is a chart"),
                    help=help
                    if tool
                    else f'for a kustomize base add `at "FOLDER"`; for a chart in a folder, {help}',
                )


def _own_name(entry: Entry, mistakes: Mistakes) -> None:
    """`bitnami/redis` is what `helm repo add` calls a chart on one machine. In a registry the part
    before the slash is a folder."""
    for address in entry.fields.get("from", ()):
        is_registry = address.text.startswith("oci://")
        for said in entry.fields.get("chart", ()):
            _, slash, name = said.text.rpartition("/")
            if not all(map(_NAME.fullmatch, said.text.split("/"))):
                mistakes.report(
                    "not-a-chart",
                    f"`{said.text}` is not the name of a chart",
                    (said.span, "no chart is called so"),
                    help="a name has letters, digits, `-`, `_` and `.`"
                    + ("; `/` stands between folders of the registry" if is_registry else ""),
                )
            elif slash and not address.bare and not is_registry:
                mistakes.report(
                    "not-a-chart",
                    f"`{said.text}` is not the name of a chart in a Helm repository",
                    (said.span, "no chart is called so"),
                    (address.span, "is the repository already"),
                    fix=reword(said.span, name),
                )
