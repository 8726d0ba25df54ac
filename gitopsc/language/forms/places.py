"""Addresses and paths: where things are, in the world and beside the spec."""

import re
from dataclasses import dataclass

from gitopsc.language.forms.form import Said, bare_text
from gitopsc.language.forms.names import Mention
from gitopsc.language.forms.placeholders import check_placeholders
from gitopsc.language.forms.texts import Text, not_empty
from gitopsc.language.mistakes import Mistakes, reword
from gitopsc.source import Span
from gitopsc.syntax.tree import Value

_HOST = r"[A-Za-z0-9{][A-Za-z0-9.{}-]*(:\d+)?"
_USER = r"([^\s@/]+@)?"
"""Whoever writes a password here hears of it as a secret, not as a mistake of form."""
_REST = r"(/[^\s?#]*)?"


def repository_url(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Checks the URL of a Git repository (`https`, `ssh`, or `git@host:path`), or of an OCI
    artifact; what may be kept in which, `rules/registries.py` says."""
    git = rf"(https?|ssh)://{_USER}{_HOST}{_REST}|[\w.-]+@{_HOST}:[^\s?#]+"
    ok = re.fullmatch(rf"{git}|oci://{_HOST}{_REST}", text)
    return _or_bad_url(text if ok else None, text, span, mistakes, "a Git repository")


def server_url(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Checks the URL of a Kubernetes API server; a line may declare several clusters."""
    if not check_placeholders(text, span, ("cluster",), "the address of a cluster", mistakes):
        return None
    ok = re.fullmatch(rf"https?://{_HOST}{_REST}", text)
    return _or_bad_url(text if ok else None, text, span, mistakes, "a Kubernetes API server")


def origin_url(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Checks where a chart or a remote base comes from."""
    if not check_placeholders(text, span, (), "such an address", mistakes):
        return None
    if _has_version(text, span, mistakes):
        return None
    ok = re.fullmatch(rf"(https?|oci|ssh)://{_USER}{_HOST}{_REST}", text)
    return _or_bad_url(text if ok else None, text, span, mistakes, "a chart or a remote base")


_VERSION_IN_ADDRESS = re.compile(r"(oci://[^/]+/[^:@]+)(?::([^:@/]+))?(@[^/]+)?")


def _has_version(text: str, span: Span, mistakes: Mistakes) -> bool:
    """Whether a registry's address ends with a tag or a digest, which no operator takes there."""
    found = _VERSION_IN_ADDRESS.fullmatch(text)
    if not found or found[1] == text:
        return False
    mistakes.report(
        "bad-url",
        f"`{text}` carries its version with it",
        (span, "a tag or a digest at its end"),
        help=f'take it out of the address, and say it on a line of its own: `version "{found[2]}"`'
        if found[2]
        else 'take it out of the address, and say the tag on a line of its own: `version "1.2.3"`',
        fix=reword(span, found[1]),
    )
    return True


def _or_bad_url(
    good: str | None, text: str, span: Span, mistakes: Mistakes, what: str
) -> str | None:
    if good is None:
        mistakes.report(
            "bad-url",
            f"`{text}` is not the address of {what}",
            (span, "not an address"),
            help=_URL_HELP[what],
        )
    return good


_URL_HELP = {
    "a Git repository": 'write `"https://…"`, `"ssh://…"` or `"git@host:path"`; `"oci://…"` for '
    "what is rendered into a registry",
    "a Kubernetes API server": 'write `"https://…"`, as in its kubeconfig',
    "a chart or a remote base": 'write `"https://…"` or `"oci://…"`; what lies beside the spec '
    'is brought by `manifests "FOLDER"`, a revision is said by `version`',
}


def inner_path(text: str, span: Span, mistakes: Mistakes) -> str | None:
    """Checks a relative POSIX path that cannot lead out of its folder; `.` is the folder itself."""
    path = text.removeprefix("./").rstrip("/")
    problem = _problem(text, path)
    if problem is None:
        return "" if path == "." else path
    mistakes.report(
        "path-escapes",
        f"the path `{text}` {problem}",
        (span, "has to stay inside its folder"),
        help="write a path relative to its folder, with `/` between plain names",
    )
    return None


_CLOSED = (".git", ".gitopsc")
"""Folders that are Git's own, and our own."""


def _problem(text: str, path: str) -> str | None:
    if not text:
        return "is empty"
    if text.startswith(("/", "~")):
        return "is absolute"
    if re.match(r"[A-Za-z]:", text):
        return "begins with a drive letter"
    if "\\" in text:
        return "has a backslash in it"
    segments = path.split("/")
    if ".." in segments:
        return "leads upwards"
    if "" in segments or ("." in segments and path != "."):
        return "has an empty step in it"
    closed = next((name for name in _CLOSED if name in map(str.lower, segments)), None)
    if closed:
        return f"leads into `{closed}`"
    return None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A check for texts with placeholders, after another check."""

    about: str
    allowed: tuple[str, ...]

    def __call__(self, text: str, span: Span, mistakes: Mistakes) -> str | None:
        if not_empty(text, span, mistakes) is None:
            return None
        ok = check_placeholders(text, span, self.allowed, self.about, mistakes)
        return text if ok else None


@dataclass(frozen=True, slots=True)
class PathPattern:
    """A check for paths with placeholders."""

    about: str
    allowed: tuple[str, ...]

    def __call__(self, text: str, span: Span, mistakes: Mistakes) -> str | None:
        path = inner_path(text, span, mistakes)
        if path is None:
            return None
        return path if check_placeholders(text, span, self.allowed, self.about, mistakes) else None


@dataclass(frozen=True, slots=True)
class Origin:
    """An address in quotes, or the name of a declared repository."""

    @property
    def described(self) -> str:
        return "an address in quotes, or the name of a repo"

    def read(self, value: Value, word: str, mistakes: Mistakes) -> tuple[Said, ...]:
        if bare_text(value) is None:
            return Text("an address", origin_url).read(value, word, mistakes)
        return Mention(("repo",)).read(value, word, mistakes)
