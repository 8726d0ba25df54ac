"""Which cells are refused, and by which slug: the only reasons for no tree."""

from tests.matrix.axes import Cell


def excused(cell: Cell, operator: str) -> set[str]:
    """The slugs with which a cell is refused; none for a cell that has to compile."""
    if operator == "flux" and cell.link != "nested":
        return {"not-realised"}  # the reason stands in the table of capabilities
    return _of_chart(cell) or _of_set(cell)


def _of_chart(cell: Cell) -> set[str]:
    """A chart comes from where it is published, so it is not written beside the code."""
    beside_code = cell.repositories in ("app-replicated", "app-pointer")
    return {"two-sources"} if beside_code and cell.tool in ("helm", "umbrella") else set()


def _of_set(cell: Cell) -> set[str]:
    if cell.link == "folders" and cell.repositories in APART and cell.tool != "rendered":
        return {"underivable-from-folders"}
    if cell.link == "clusters" and cell.mode != "hub":
        return {"clusters-not-selectable"}
    return set()


APART = ("app-separated", "app-split")
"""Where the apps of a team lie in a repository each, no folder tells which."""
