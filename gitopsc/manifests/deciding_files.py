"""Files that decide about a thing, such as a stage, which their paths do not name."""

from collections import defaultdict
from collections.abc import Mapping, Set

from gitopsc.refs import Ref


class DecidingFiles:
    """Noted while files are put; whoever says in the end who has to agree to a change asks."""

    def __init__(self, asked_about: Set[Ref] = frozenset()) -> None:
        """:param asked_about: the things of which somebody will ask; mostly there are none, and
        nothing is noted."""
        self._asked_about = asked_about
        self._found: dict[str, dict[str, set[Ref]]] = defaultdict(dict)

    @property
    def is_asked(self) -> bool:
        return bool(self._asked_about)

    def note(self, repo: str, path: str, whom: Ref) -> None:
        """Of a file, or of all in a folder, which may be put before or after."""
        if whom in self._asked_about:
            self._found[repo].setdefault(path, set()).add(whom)

    def of(self, repo: str) -> Mapping[str, Set[Ref]]:
        """The files and folders of a repository, each with what it decides about."""
        return self._found.get(repo, {})
