"""Which cells are refused, and by which slug: the only reasons for no tree."""

from tests.matrix.axes import Cell


def excused(cell: Cell, operator: str) -> set[str]:
    """The slugs with which a cell is refused; none for a cell that has to compile."""
    found: set[str] = set()
    if operator == "flux" and cell.link != "nested":
        found.add("not-realised")
    return found
