"""Words of the language that no workshop realises yet: refused by name, never ignored."""

from collections.abc import Mapping

_LATER = (
    "nothing is written for it yet; people and bots already find the version files: say `start`, "
    "and let them edit those"
)

DUE_LATER: Mapping[str, str] = {
    "bump by github-actions": _LATER,
    "bump by gitlab-ci": _LATER,
    "bump by jenkins": _LATER,
    "forge": "nothing is asked of the forge here: no agent opens pull requests; leave it out",
}
