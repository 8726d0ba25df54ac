"""In a stage with `review required` nothing is deleted before a person was asked, whatever release
line of Argo CD the tree is for."""

from typing import Any

import pytest

from gitopsc.backends.argocd.answers import VERSIONS
from tests.compiling import compiled, placed

SPEC = """\
gitops 1

operator argocd {
  link application
  nest app-of-apps
  version "3.5"
}

cluster main

stage staging on main
stage production on main {
  review required
}

repo platform at "https://git.example.org/platform.git"

place root    in platform at "root"
place base    in platform at "base/{app}"
place overlay in platform at "apps/{stage}/{app}"

team shop {
  app web {
    image "ghcr.io/example/web"
    start "1.0.0"
  }
}
"""
ASKING = ("3.4", "3.5")
"""Lines that read the options of an Application (docs/user-guide/sync-options.md of each)."""


def sync_policies(version: str, generated: bool) -> dict[str, Any]:
    """By stage; of what a set makes, that of its template."""
    text = SPEC.replace('"3.5"', f'"{version}"')
    if generated:
        text = text.replace("link application\n", "link applicationset\n  generate list\n")
    found = {}
    for _, path, item in placed(compiled(text).files, "Application", "ApplicationSet"):
        stage = next((s for s in ("staging", "production") if s in path), None)
        if stage and path.startswith("root/"):
            found[stage] = item["spec"].get("template", item)["spec"]["syncPolicy"]
    return found


@pytest.mark.parametrize("generated", [False, True])
@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_is_deleted_unasked(version: str, generated: bool) -> None:
    found = sync_policies(version, generated)
    assert found["staging"]["automated"]["prune"] is True
    assert "syncOptions" not in found["staging"]
    reviewed = found["production"]
    if version in ASKING:
        assert reviewed["automated"]["prune"] is True
        assert reviewed["syncOptions"] == ["Delete=confirm", "Prune=confirm"]
    else:
        assert reviewed["automated"]["prune"] is False
        assert "syncOptions" not in reviewed
