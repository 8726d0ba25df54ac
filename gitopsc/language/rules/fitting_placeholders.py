"""A pattern uses only placeholders that its subjects can fill in, and enough of them."""

from gitopsc.language.entry import Entry
from gitopsc.language.forms.placeholders import check_placeholders
from gitopsc.language.mistakes import Mistakes
from gitopsc.language.rules.holders import holders
from gitopsc.language.vocabulary.places import OF_BRANCH, PLACEHOLDERS
from gitopsc.model.place import VARIES


def fitting_placeholders(root: Entry, mistakes: Mistakes) -> None:
    """Complain about unknown placeholders of operators, places and repositories
    (`unknown-placeholder`), and about a repository that is declared per something its address does
    not name (`one-address-for-many`)."""
    for operator in root.nested("operator"):
        for said in () if "per" in operator.fields else operator.fields.get("namespace", ()):
            about = "the namespace of an operator that teams share"
            check_placeholders(said.text, said.span, (), about, mistakes)
    for owner in holders(root):
        for place in owner.nested("place"):
            _place(place, mistakes)
        for repo in owner.nested("repo"):
            _repo(repo, mistakes)


def _place(place: Entry, mistakes: Mistakes) -> None:
    if place.name is None:
        return
    artefact = place.name.text
    known = PLACEHOLDERS[artefact]
    for word, allowed in (("at", known), ("branch", OF_BRANCH[artefact]), ("name", known)):
        for said in place.fields.get(word, ()):
            about = f"`place {artefact}`"
            check_placeholders(said.text, said.span, allowed, about, mistakes)


def _repo(repo: Entry, mistakes: Mistakes) -> None:
    at = repo.fields.get("at")
    if not at or ("per" in repo.fields and not repo.one("per")):
        return
    per = repo.one("per")
    about = f"a repository per {per}" if per else "a single repository"
    fits = check_placeholders(at[0].text, at[0].span, VARIES[per], about, mistakes)
    for said in repo.fields.get("branch", ()):
        allowed = tuple(dict.fromkeys((*VARIES[per], "stage")))
        check_placeholders(said.text, said.span, allowed, "the branch of a repository", mistakes)
    if per and fits and f"{{{per}}}" not in at[0].text:
        mistakes.report(
            "one-address-for-many",
            f"{repo.title} is one for each {per}, and all of them have the same address",
            (at[0].span, f"no `{{{per}}}` in it"),
            (repo.spans["per"], "one for each"),
            help=f"name the {per} in the address, or leave `per {per}` out",
        )
