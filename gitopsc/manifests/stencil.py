"""Documents that differ in a few texts only, written without being built each time.

The builder stays the one source of truth: it is run once on marks instead of texts, and what the
writer makes of that is cut at the marks. A text that would not stand on one line takes the long
way.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from operator import itemgetter

from gitopsc.manifests.yaml import dump, one_line

_MARK = "~slot-{}~"
"""It stands unquoted, and in no document of ours."""
_MARKS = re.compile("~slot-([0-9]+)~")
_ALONE = re.compile("(?:: |- )~slot-[0-9]+~$", re.MULTILINE)


class Stencil:
    """One shape of document. Called with texts it gives what `dump` does of the builder's."""

    def __init__(
        self, build: Callable[..., Mapping[str, object]], slots: int, header: str | None = None
    ) -> None:
        """:param build: makes the document from so many texts. It uses each as a whole, and does
        not ask what it says.
        :raises ValueError: it uses one as a part of another text or as a key, or not at all.
        """
        self._build, self._header = build, header
        text = dump(build(*map(_MARK.format, range(slots))), header=header)
        order = [int(found) for found in _MARKS.findall(text)]
        if len(order) != len(_ALONE.findall(text)) or set(order) != set(range(slots)):
            raise ValueError("a stencil takes texts that stand alone")
        self._text = _MARKS.sub("%s", text.replace("%", "%%"))
        # Of one item `itemgetter` makes no tuple, and a single slot wants none of its order.
        self._pick = itemgetter(*order) if len(order) > 1 else tuple

    def __call__(self, *texts: str) -> str:
        lines = tuple(map(one_line, texts))
        if "" in lines:
            return dump(self._build(*texts), header=self._header)
        return self._text % self._pick(lines)


class Stencils:
    """A stencil for each shape of the documents of one builder."""

    MOST = 256

    def __init__(self, build: Callable[..., Mapping[str, object]]) -> None:
        """:param build: makes the document from its shape, of which it may ask anything, and from
        texts, of which it may ask whether they are `None`."""
        self._build = build
        self._of = lru_cache(maxsize=self.MOST)(self._stencil)

    def __call__(self, shape: Hashable, *texts: str | None) -> str:
        said = [text for text in texts if text is not None]
        return self._of(shape, tuple([text is None for text in texts]))(*said)

    def _stencil(self, shape: Hashable, gaps: tuple[bool, ...]) -> Stencil:
        def build(*said: str) -> Mapping[str, object]:
            left = iter(said)
            return self._build(shape, *(None if gap else next(left) for gap in gaps))

        return Stencil(build, gaps.count(False))
