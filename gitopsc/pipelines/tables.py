"""The two tables that the scripts read: everything about a repository that differs from others."""

from collections.abc import Sequence

from gitopsc.pipelines.pipeline import Check, Delivery

Row = tuple[str, ...]


def deliveries(rows: Sequence[Delivery]) -> str:
    head = ("stage", "how", "app", "made", "from", "repository", "branch", "into", "image", "build")
    return _table(
        head,
        [
            (
                row.stage,
                row.how,
                row.app,
                row.made,
                row.source,
                row.repository,
                row.branch,
                row.into,
                row.image,
                row.context,
            )
            for row in rows
        ],
    )


def checks(rows: Sequence[Check]) -> str:
    return _table(("tool", "folder"), [(row.tool, row.folder) for row in rows])


def _table(head: Row, rows: Sequence[Row]) -> str:
    """Columns as wide as what stands in them, under a comment that names them."""
    lines = [(f"# {head[0]}", *head[1:]), *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        + "\n"
        for line in lines
    )
