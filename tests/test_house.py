"""The plan in docs/architecture.md is true: every import follows it, every library has one room."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLAN = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROWS = [
    [cell.split() for cell in line.split("|")[1:4]]
    for line in PLAN.split("## The rooms")[1].split("##")[0].splitlines()
    if line.startswith("| ")
][1:]
ROOMS = {room[0]: (set(may), set(owns)) for room, may, owns in ROWS}
OWNER = {library: room for room, (_, owns) in ROOMS.items() for library in owns}
PORCH = {"__init__", "__main__"}


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the package with the name of its room."""
    for path in sorted((ROOT / "gitopsc").rglob("*.py")):
        yield path.relative_to(ROOT / "gitopsc").parts[0].removesuffix(".py"), path


def imports() -> Iterator[tuple[str, str, str]]:
    """Room, imported module, and the file with the line, for every import anywhere in a module."""
    for room, path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path}:{node.lineno}: imports are absolute here"
                whole = node.module or ""
                names = [f"gitopsc.{a.name}" for a in node.names] if whole == "gitopsc" else [whole]
            for name in names:
                yield room, name, f"{path.relative_to(ROOT)}:{node.lineno}"  # type: ignore[attr-defined]


def test_every_room_is_on_the_plan() -> None:
    assert {room for room, _ in modules()} - PORCH == set(ROOMS)


def test_every_import_follows_the_plan() -> None:
    trespasses = []
    for room, name, place in imports():
        top, *rest = name.split(".")
        if OWNER.get(top, room) != room:
            trespasses.append(f"{place}: {top} lives in {OWNER[top]}")
        if top == "gitopsc" and rest and room not in PORCH and rest[0] not in PORCH:
            known = {room, *ROOMS[room][0], "__version__"}
            if rest[0] not in known:
                trespasses.append(f"{place}: {room} may not enter {rest[0]}")
    assert trespasses == []


def test_rooms_of_the_wiring_import_none_that_comes_after_them() -> None:
    inner = [
        line.split("|")[1].strip()
        for line in PLAN.split("### Inside `wiring`")[1].split("##")[0].splitlines()
        if line.startswith("| ")
    ][1:]
    found = {path.parent.name for room, path in modules() if room == "wiring"} - {"wiring"}
    assert found == set(inner)
    trespasses = [
        f"{place}: {name}"
        for room, name, place in imports()
        if room == "wiring" and (at := Path(place).parts[2]) in inner
        if (there := name.removeprefix("gitopsc.wiring.").split(".")[0]) in inner
        if inner.index(there) > inner.index(at)
    ]
    assert trespasses == []


def test_backends_do_not_see_each_other() -> None:
    trespasses = [
        f"{place}: {name}"
        for room, name, place in imports()
        if (room == "backends" and "argocd" in name and "/flux/" in place)
        or (room == "backends" and "flux" in name and "/argocd/" in place)
    ]
    assert trespasses == []


def test_the_drawing_room_never_says_an_operators_name() -> None:
    said = [
        f"{path.name}: {match.group()}"
        for room, path in modules()
        if room in ("plan", "wiring")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for match in [re.fullmatch(r"argocd|flux|flux-system", node.value)]
        if match
    ]
    assert said == []


@pytest.mark.parametrize("room, path", list(modules()), ids=lambda value: str(value)[-40:])
def test_files_and_functions_stay_small(room: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400, "a file over 400 lines holds two ideas"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 60, f"{node.name} is {length} lines long"
