"""What another tool would have to be told to write the same tree: one template for each file of
each kind of app, taken from a tree of ours."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.bench.specs import KINDS, TEAM, app_name, spec, team_name


class Shape(NamedTuple):
    """The files of one kind of app; `__app__`, `__team__` and `__needed__` stand for what differs
    from app to app, in paths and in texts."""

    files: Mapping[str, str]


def shapes(folder: Path, operator: str) -> tuple[Shape, ...]:
    """Compile a team and read off what its apps have in common, by kind.

    :param folder: an empty one.
    """
    source, tree = folder / "bench.gitops", folder / "tree"
    source.write_text(spec(TEAM, operator), encoding="utf-8")
    command = [sys.executable, "-m", "gitopsc", "compile", "--no-cache", str(source)]
    subprocess.run([*command, "-o", str(tree)], check=True, capture_output=True)
    files = {
        path.relative_to(tree).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(tree.glob("apps/**/*.yaml"))
    }
    return tuple(_shape(kind, files) for kind in range(KINDS, 2 * KINDS))


def _shape(number: int, files: Mapping[str, str]) -> Shape:
    names = {
        app_name(number): "__app__",
        app_name(number - 1): "__needed__",
        team_name(number): "__team__",
    }
    either = re.compile("|".join(names))

    def general(text: str) -> str:
        return either.sub(lambda found: names[found.group()], text)

    return Shape(
        {
            general(path): general(text)
            for path, text in files.items()
            if re.search(rf"/{app_name(number)}\b", path)
        }
    )


def filled(shape: Shape, number: int) -> dict[str, str]:
    """The files of one app, as a template engine should make them."""
    facts = {
        "app": app_name(number),
        "needed": app_name(number - 1),
        "team": team_name(number),
    }

    def one(text: str) -> str:
        for name, value in facts.items():
            text = text.replace(f"__{name}__", value)
        return text

    return {one(path): one(text) for path, text in shape.files.items()}
