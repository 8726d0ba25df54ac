"""The facts of every app: by kind, as templates take them. Run by itself it writes them down."""

import json
import sys
from pathlib import Path

KINDS = 6


def facts(number: int, team: int) -> dict[str, str]:
    return {
        "app": f"app-{number:05d}",
        "needed": f"app-{number - 1:05d}",
        "team": f"team-{number // team:04d}",
    }


def write(out: str, path: str, text: str, made: set[str]) -> None:
    """Put one file, making each folder once."""
    at = Path(out, path)
    if str(at.parent) not in made:
        at.parent.mkdir(parents=True, exist_ok=True)
        made.add(str(at.parent))
    with open(at, "w", encoding="utf-8") as file:  # noqa: PTH123 - the quicker of the two
        file.write(text)


if __name__ == "__main__":
    apps, team, target = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    by_kind = {f"kind{k}": [facts(n, team) for n in range(k, apps, KINDS)] for k in range(KINDS)}
    target.write_text(json.dumps(by_kind), encoding="utf-8")
