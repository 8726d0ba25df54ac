"""Words of the language that no workshop realises yet: refused by name, never ignored."""

from collections.abc import Mapping

_FILES = "people and bots already find the version files; say `start`, and let them edit those"

DUE_LATER: Mapping[str, str] = {
    "as namespaced": "an operator for one namespace is not written yet; say `as standalone` or "
    "`as hub`, and narrow teams by `tenants`",
    "bump": f"updaters are not written yet; {_FILES}",
    "forge": "nothing speaks to the forge yet; leave it out",
    "preview": "preview environments are not written yet; declare a stage of its own for them",
}
