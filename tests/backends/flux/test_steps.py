"""What a person is told to run starts the Flux that the tree holds."""

import pytest

from tests import yamls
from tests.compiling import compiled, placed

SPEC = """\
gitops 1

operator flux
cluster main
stage staging
stage production

repo platform at "URL" {
  credentials fleet-key
}
repo apps per team at "https://git.example.org/{team}.git" {
  credentials team-key
}
place root    in platform at "clusters/{cluster}"
place base    in apps at "base/{app}"
place overlay in apps at "apps/{app}/{stage}"

team shop {
  app web {
    image "ghcr.io/example/web"
    start "1.0.0"
  }
}
team pay {
  app ledger {
    image "ghcr.io/example/ledger"
    start "1.0.0"
  }
}
"""
URL = "https://git.example.org/fleet.git"


def spec(url: str = URL, more: str = "") -> str:
    return SPEC.replace("URL", url).replace("place base", f"{more}\nplace base")


@pytest.mark.parametrize(
    ("url", "written", "options"),
    [
        (URL, URL, ["--token-auth"]),
        ("https://git.example.org:8443/fleet.git", None, ["--token-auth"]),
        ("http://git.lan/fleet.git", None, ["--token-auth", "--allow-insecure-http"]),
        ("ssh://git@git.example.org:2222/fleet.git", None, []),
        ("ssh://git.example.org/fleet.git", "ssh://git@git.example.org/fleet.git", []),
        ("git@git.example.org:acme/fleet.git", "ssh://git@git.example.org/acme/fleet.git", []),
    ],
)
def test_bootstrap_keeps_the_address_of_the_tree(
    url: str, written: str | None, options: list[str]
) -> None:
    """Without `--token-auth` it writes one by SSH, with it one by HTTPS, unless it is told that
    HTTP is meant (fluxcd/flux2, `cmd/flux/bootstrap_git.go`)."""
    files = compiled(spec(url)).files["platform"]
    sync = yamls.load_all(files["clusters/main/flux-system/gotk-sync.yaml"].text)
    [source] = (item for item in sync if item["kind"] == "GitRepository")
    assert source["spec"]["url"] == (written or url)
    told = files["TOPOLOGY.md"].text
    [command] = (line.split() for line in told.splitlines() if "flux bootstrap git" in line)
    assert f"--url={written or url}" in command
    assert [
        word for word in command if word in ("--token-auth", "--allow-insecure-http")
    ] == options


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", "`team-key` to `flux-system`"),
        (
            'place tenants in platform at "tenants/{team}.yaml"',
            "`team-key` to `pay-gitops`, `shop-gitops`",
        ),
    ],
)
def test_secrets_are_where_the_sources_are_that_name_them(more: str, said: str) -> None:
    files = compiled(spec(more=more)).files
    named = {
        (item["spec"]["secretRef"]["name"], item["metadata"]["namespace"])
        for _, path, item in placed(files, "GitRepository")
        if not path.endswith("gotk-sync.yaml")
    }
    assert named == {("team-key", space) for space in said.split("`")[3::2]}
    step = f"Add the Secrets that open the other repositories: {said}."
    assert step in " ".join(files["platform"]["TOPOLOGY.md"].text.split())
