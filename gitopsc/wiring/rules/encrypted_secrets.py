"""Truth: no Secret is brought in clear text: whoever reads the repository reads it, and Git forgets
nothing."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from gitopsc.materials.manifests import BroughtObject
from gitopsc.plan.source import Manifests
from gitopsc.plan.unit import Unit
from gitopsc.refs import Where
from gitopsc.wiring.drawing import Drawing

_FILLED_IN_LATER = re.compile(r"\$\{.+\}|\{\{.+\}\}|<[^<>]+>|ENC\[.+\]|vault:.+", re.DOTALL)
"""What Flux's substitutions, templates, Vault's plugins and SOPS put in the place of a value."""


def check(drawing: Drawing, units: Sequence[Unit]) -> None:
    """Slug `plain-secret`; a warning, because not everything that stands in a Secret is one."""
    for unit in units:
        if not isinstance(unit.source, Manifests):
            continue
        for item in unit.source.brought.objects:
            if item.kind == "Secret" and "sops" not in item.content and _is_readable(item):
                drawing.complaints.warn(
                    "plain-secret",
                    f"{unit.declared} brings the Secret `{item.name}` in clear text",
                    (Where(unit.declared, "manifests"), f"`{item.name}` in `{item.file}`"),
                    help="encrypt it (SOPS, a SealedSecret), or bring what fetches it "
                    "(an ExternalSecret); and replace what has been in Git already",
                )


def _is_readable(item: BroughtObject) -> bool:
    held: list[Any] = [item.content.get(field) for field in ("data", "stringData")]
    values = [value for map in held if isinstance(map, Mapping) for value in map.values()]
    return any(value and not _FILLED_IN_LATER.search(str(value)) for value in values)
