"""`as namespaced` and `per team` are one word in two: an operator for each team, in a namespace of
its own. Alone neither says what is meant."""

from gitopsc.language.entry import Entry
from gitopsc.language.mistakes import Mistakes


def whole_modes(root: Entry, mistakes: Mistakes) -> None:
    """Complain about the one without the other: slug `missing-clause`."""
    for operator in root.nested("operator"):
        is_namespaced = operator.one("as") == "namespaced"
        if is_namespaced and "per" not in operator.fields:
            mistakes.report(
                "missing-clause",
                f"{operator.title} needs `per`: whose the namespaces are",
                (operator.spans["as"], "one for each what?"),
                help="say `as namespaced per team`",
            )
        if "per" in operator.fields and not is_namespaced:
            mistakes.report(
                "missing-clause",
                f"{operator.title} is for each team only in a namespace of its own",
                (operator.spans["per"], "no `as namespaced`"),
                help="say `as namespaced per team`; or take it out for one that teams share",
            )
