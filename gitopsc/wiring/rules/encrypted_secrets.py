"""Truth: no Secret is brought in clear text: whoever reads the repository reads it, and Git forgets
nothing. And none is brought as SOPS has encrypted it: nothing that is written here decrypts it."""

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
    """Slugs `plain-secret` and `not-decrypted`; warnings, because not everything that stands in a
    Secret is one, and a fleet may have means of its own to decrypt."""
    for unit in units:
        if isinstance(unit.source, Manifests):
            for item in unit.source.brought.objects:
                if item.kind == "Secret":
                    _check(drawing, unit, item)


def _check(drawing: Drawing, unit: Unit, item: BroughtObject) -> None:
    where = Where(unit.declared, "manifests"), f"`{item.name}` in `{item.file}`"
    if "sops" in item.content:
        drawing.complaints.warn(
            "not-decrypted",
            f"{unit.declared} brings the Secret `{item.name}` encrypted by SOPS, and no link that "
            "is written here decrypts it",
            where,
            help="bring what the cluster can open or fetch (a SealedSecret, an ExternalSecret)",
        )
    elif _is_readable(item):
        drawing.complaints.warn(
            "plain-secret",
            f"{unit.declared} brings the Secret `{item.name}` in clear text",
            where,
            help="bring what the cluster can open or fetch (a SealedSecret, an ExternalSecret); "
            "and replace what has been in Git already",
        )


def _is_readable(item: BroughtObject) -> bool:
    held: list[Any] = [item.content.get(field) for field in ("data", "stringData")]
    values = [value for map in held if isinstance(map, Mapping) for value in map.values()]
    return any(value and not _FILLED_IN_LATER.search(str(value)) for value in values)
