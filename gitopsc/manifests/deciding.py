"""Which files decide about a thing, where their paths do not name it."""

from collections import defaultdict
from collections.abc import Mapping, Set

from gitopsc.refs import Ref


class Deciding:
    """What is noted while files are put, for those who say later who has to agree to a change."""

    def __init__(self, asked_about: Set[Ref] = frozenset()) -> None:
        """:param asked_about: the things of which somebody wants to know it; mostly there are none,
        and nothing is noted."""
        self._asked_about = asked_about
        self._found: dict[str, dict[str, set[Ref]]] = defaultdict(dict)

    @property
    def is_asked(self) -> bool:
        return bool(self._asked_about)

    def note(self, repo: str, path: str, whom: Ref) -> None:
        """A file, or all in a folder, decides about something. It may be put before or after."""
        if whom in self._asked_about:
            self._found[repo].setdefault(path, set()).add(whom)

    def of(self, repo: str) -> Mapping[str, Set[Ref]]:
        """What is decided by files of a repository, by their paths, as far as these may not name
        it."""
        return self._found.get(repo, {})
