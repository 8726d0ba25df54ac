"""The pipelines do what they say: their scripts run against real repositories on a real server."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.compiling import compiled
from tests.real.gitserver import TOKEN, Forge, environment, git
from tests.real.trees import write

SPEC = """\
gitops 1

operator argocd
agent ci using github-actions
cluster main
stage staging
stage production {{
  review required
}}
promote staging -> production by ci

repo platform at "{url}/platform.git"
repo tenant per team at "{url}/{{team}}/gitops.git" {{
  forge {forge}
}}
repo code per app at "{url}/{{team}}/{{app}}.git"
place root in platform at "clusters/{{cluster}}"
place overlay in tenant at "{{stage}}/{{app}}"
place source in code at "k8s/{{stage}}"

team shop {{
  app web {{
    image "ghcr.io/example/web"
    start "1.0.0"
    config replicated from code by ci
  }}
}}
"""


class Shop:
    """The app's repository as a CI server has checked it out, and the forge it delivers to."""

    def __init__(self, folder: Path, server: Forge, kind: str) -> None:
        spec = SPEC.format(url=server.url, forge=kind)
        tree = write(compiled(spec).files, folder / "tree")
        self.server, self.folder, self.code = server, folder, tree / "code" / "shop" / "web"
        (server.root / "shop").mkdir()
        server.create("shop/web", self.code)
        server.create("shop/gitops", tree / "tenant" / "shop")

    def commit(self, message: str, **more: str) -> None:
        git(self.code, "add", "--all")
        git(self.code, "commit", "-q", "--allow-empty", "-m", message, **more)

    @property
    def version(self) -> str:
        return self.run("version.sh").stdout.strip()

    def deliver(self, stage: str, **more: str) -> str:
        run = self.run("deliver.sh", stage, **more)
        assert run.returncode == 0, run.stderr
        return run.stdout

    def run(self, script: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", f".pipeline/{script}", *arguments],
            cwd=self.code,
            env={**environment(), "GITOPS_TOKEN": TOKEN, "GIT_COMMITTER_NAME": "ci", **more},
            capture_output=True,
            text=True,
        )

    def written(self, stage: str) -> dict[str, str]:
        """What is written for a stage beside the code."""
        folder = self.code / "k8s" / stage
        return {p.name: p.read_text(encoding="utf-8") for p in folder.iterdir()}

    def deployed(self, stage: str, branch: str = "main") -> dict[str, str]:
        inside = f"{stage}/web/"
        files = self.server.files("shop/gitops", branch)
        return {
            path.removeprefix(inside): text
            for path, text in files.items()
            if path.startswith(inside) and not path.endswith(".replicated")
        }


@pytest.fixture
def shop(tmp_path: Path, server: Forge) -> Shop:
    return Shop(tmp_path, server, "gitea")


def test_a_change_a_deletion_and_a_rename_arrive_and_what_is_foreign_stays(shop: Shop) -> None:
    before = shop.server.files("shop/gitops")
    shop.server.commit(
        "shop/gitops", {"staging/web/theirs.yaml": "kind: List\n"}, shop.folder / "x"
    )
    staging = shop.code / "k8s" / "staging"

    (staging / "service.yaml").write_text("changed: true\n", encoding="utf-8")
    shop.commit("Change")
    shop.deliver("staging")
    assert shop.deployed("staging") == {**shop.written("staging"), "theirs.yaml": "kind: List\n"}

    (staging / "service.yaml").unlink()
    shop.commit("Delete")
    shop.deliver("staging")
    assert shop.deployed("staging").keys() == {"deployment.yaml", "theirs.yaml"}

    (staging / "deployment.yaml").rename(staging / "web.yaml")
    shop.commit("Rename")
    shop.deliver("staging")
    assert shop.deployed("staging") == {**shop.written("staging"), "theirs.yaml": "kind: List\n"}
    assert shop.deployed("staging").keys() == {"web.yaml", "theirs.yaml"}

    after = shop.server.files("shop/gitops")
    elsewhere = {p: t for p, t in after.items() if not p.startswith("staging/web/")}
    assert elsewhere == {p: t for p, t in before.items() if not p.startswith("staging/web/")}
    assert shop.server.log("shop/gitops")[0] == f"staging: shop.web {shop.version} by Ada"


def test_delivering_again_changes_nothing(shop: Shop) -> None:
    shop.deliver("staging")
    before = shop.server.log("shop/gitops")
    assert "has this already" in shop.deliver("staging")
    assert shop.server.log("shop/gitops") == before


def test_what_was_built_is_what_is_deployed(shop: Shop) -> None:
    (shop.code / "Dockerfile").write_text("FROM scratch\n", encoding="utf-8")
    shop.commit("Build")
    shop.deliver("staging")
    image = f"image: ghcr.io/example/web:{shop.version}\n"
    assert image in shop.deployed("staging")["deployment.yaml"]
    written = shop.written("staging")["deployment.yaml"]
    was = written.replace("image: ghcr.io/example/web:1.0.0\n", image)
    assert shop.deployed("staging")["deployment.yaml"] == was


def test_versions_sort_by_age_in_whichever_zone_they_were_committed(shop: Shop) -> None:
    versions = []
    for date in ("2024-05-01T20:00+0900", "2024-05-01T11:30+0000", "2024-05-01T07:00-0500"):
        shop.commit("Change", GIT_COMMITTER_DATE=date)
        versions.append(shop.version)
    assert versions == sorted(versions)
    assert versions[0].startswith("20240501110000-")


def test_a_push_in_between_is_kept(shop: Shop) -> None:
    """Somebody pushes after the pipeline has cloned and before it pushes."""
    rival, hooks = shop.folder / "rival", shop.folder / "hooks"
    git(shop.folder, "clone", "-q", str(shop.server.root / "shop/gitops.git"), str(rival))
    (rival / "theirs.txt").write_text("theirs\n", encoding="utf-8")
    git(rival, "add", "--all")
    git(rival, "commit", "-q", "-m", "Somebody else")
    hooks.mkdir()
    hook = hooks / "pre-push"
    push = f"git -C {rival} -c core.hooksPath=/dev/null push -q origin main"
    hook.write_text(f"#!/bin/sh\nunset GIT_DIR\n{push}\n", encoding="utf-8")
    hook.chmod(0o755)
    config = shop.folder / "gitconfig"
    config.write_text(f"[core]\nhooksPath = {hooks}\n", encoding="utf-8")
    (shop.code / "k8s/staging/service.yaml").write_text("changed: true\n", encoding="utf-8")
    shop.commit("Change")
    shop.deliver("staging", GIT_CONFIG_GLOBAL=str(config))
    files = shop.server.files("shop/gitops")
    assert files["theirs.txt"] == "theirs\n"
    assert files["staging/web/service.yaml"] == "changed: true\n"
    assert [line.split(" by ")[0] for line in shop.server.log("shop/gitops")][1] == "Somebody else"


@pytest.mark.parametrize(
    ("kind", "path"),
    [("gitea", "/api/v1/repos/shop/gitops/pulls"), ("github", "/api/v3/repos/shop/gitops/pulls")],
)
def test_review_is_asked_for_once(tmp_path: Path, server: Forge, kind: str, path: str) -> None:
    shop = Shop(tmp_path, server, kind)
    service = shop.code / "k8s/production/service.yaml"
    before = shop.deployed("production")
    for text in ("first: true\n", "second: true\n"):
        service.write_text(text, encoding="utf-8")
        shop.commit("Change")
        shop.deliver("production")
        offered = shop.deployed("production", "gitops/production/shop.web")
        assert offered["service.yaml"] == text
    assert shop.deployed("production") == before
    (asked,) = server.requests
    assert asked[0] == path
    assert (asked[1]["head"], asked[1]["base"]) == ("gitops/production/shop.web", "main")
    assert "is offered already" in shop.deliver("production")


def test_what_was_turned_down_is_not_offered_again_for_what_happens_elsewhere(shop: Shop) -> None:
    service, topic = shop.code / "k8s/production/service.yaml", "gitops/production/shop.web"
    service.write_text("first: true\n", encoding="utf-8")
    shop.commit("Change")
    shop.deliver("production")
    shop.server.requests.clear()
    turned_down = shop.server.log("shop/gitops", topic)

    elsewhere = {"production/other/service.yaml": "kind: List\n"}
    shop.server.commit("shop/gitops", elsewhere, shop.folder / "x")
    assert "is offered already" in shop.deliver("production")
    assert (shop.server.requests, shop.server.log("shop/gitops", topic)) == ([], turned_down)

    service.write_text("second: true\n", encoding="utf-8")
    shop.commit("Change again")
    shop.deliver("production")
    assert [asked["head"] for _, asked in shop.server.requests] == [topic]
    assert elsewhere.items() <= shop.server.files("shop/gitops", topic).items()


def test_what_is_offered_is_renewed_where_somebody_else_has_changed_the_same(shop: Shop) -> None:
    (shop.code / "k8s/production/service.yaml").write_text("ours: true\n", encoding="utf-8")
    shop.commit("Change")
    shop.deliver("production")
    theirs = {"production/web/service.yaml": "theirs: true\n"}
    shop.server.commit("shop/gitops", theirs, shop.folder / "x")
    shop.deliver("production")
    topic = "gitops/production/shop.web"
    assert shop.server.log("shop/gitops", topic)[1] == "Somebody else by Ada"
    assert shop.deployed("production", topic)["service.yaml"] == "ours: true\n"


def test_gitlab_is_asked_by_the_push_itself(tmp_path: Path, server: Forge) -> None:
    shop = Shop(tmp_path, server, "gitlab")
    (shop.code / "k8s/production/service.yaml").write_text("changed: true\n", encoding="utf-8")
    shop.commit("Change")
    shop.deliver("production")
    assert server.push_options("shop/gitops") == [
        "merge_request.create",
        "merge_request.target=main",
        f"merge_request.title=production: shop.web {shop.version}",
    ]


def test_a_folder_that_is_gone_or_emptied_deletes_nothing(shop: Shop) -> None:
    before = shop.server.files("shop/gitops")
    for path in (shop.code / "k8s/staging").iterdir():
        path.unlink()
    shop.commit("Empty")
    emptied = shop.run("deliver.sh", "staging")
    assert "no manifest is left in k8s/staging" in emptied.stderr
    shutil.rmtree(shop.code / "k8s/staging")
    gone = shop.run("deliver.sh", "staging")
    assert "there is no folder k8s/staging" in gone.stderr
    assert (emptied.returncode, gone.returncode) == (1, 1)
    assert shop.server.files("shop/gitops") == before


def test_a_foreign_file_is_not_written_over(shop: Shop) -> None:
    shop.server.commit("shop/gitops", {"staging/web/pdb.yaml": "theirs\n"}, shop.folder / "x")
    before = shop.server.files("shop/gitops")
    (shop.code / "k8s/staging/pdb.yaml").write_text("ours\n", encoding="utf-8")
    shop.commit("Collide")
    run = shop.run("deliver.sh", "staging")
    assert run.returncode == 1
    assert "pdb.yaml is there already and was not copied from k8s/staging" in run.stderr
    assert shop.server.files("shop/gitops") == before


def test_a_wrong_token_opens_nothing_and_is_not_shown(shop: Shop) -> None:
    run = shop.run("deliver.sh", "staging", GITOPS_TOKEN="not-this-one")
    assert run.returncode != 0
    assert "not-this-one" not in run.stdout + run.stderr
