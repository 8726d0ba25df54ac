"""A `config` says what its mode needs: where it is written, or who renders it."""

from gitopsc.language.entry import Entry
from gitopsc.language.mistakes import Mistakes
from gitopsc.language.rules.holders import apps

_NEEDS = {
    "replicated": ("from", "the repository of the code", "config replicated from code by ci"),
    "pointer": ("from", "the repository of the code", "config pointer from code"),
    "rendered": ("by", "who renders it", "config rendered by ci"),
}


def whole_configs(root: Entry, mistakes: Mistakes) -> None:
    """Complain about a `config` without the clause its mode cannot do without (`missing-clause`),
    and of one that is rendered `from` a repository (`unknown-relation`)."""
    for app in apps(root):
        for config in app.nested("config"):
            if config.name:
                _check(config, config.name.text, mistakes)


def _check(config: Entry, mode: str, mistakes: Mistakes) -> None:
    word, meaning, example = _NEEDS[mode]
    if word not in config.fields:
        mistakes.report(
            "missing-clause",
            f"{config.title} needs `{word}`: {meaning}",
            (config.head, f"no `{word}`"),
            help=f"for example `{example}`",
        )
    if mode == "rendered" and "from" in config.fields:
        mistakes.report(
            "unknown-relation",
            f"{config.title} takes no `from`",
            (config.spans["from"], "nothing comes from there"),
            help="what is rendered lies in the tree: at `place overlay`, and `place base`",
        )
