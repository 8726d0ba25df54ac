"""Repositories that are put on the disk when somebody looks into them."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.properties.trees import Texts


class OnDisk(Mapping[tuple[str, str], Path]):
    """(URL, branch) to a checkout, made from the texts of a compilation on first use."""

    def __init__(
        self, texts: Mapping[str, Texts], repositories: Mapping[tuple[str, str], str]
    ) -> None:
        self._texts, self._repositories = texts, repositories
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __getitem__(self, at: tuple[str, str]) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="gitopsc-")
        checkout = Path(self._folder.name) / self._repositories[at]
        if not checkout.exists():
            for path, text in self._texts[self._repositories[at]].items():
                target = checkout / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
        return checkout

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._repositories)

    def __len__(self) -> int:
        return len(self._repositories)
