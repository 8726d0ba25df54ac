"""What a CI server has built its first stages run, and nothing else of their files changes."""

import subprocess
from pathlib import Path

import pytest

from gitopsc.pipelines import scripts
from tests.compiling import compiled
from tests.real.gitserver import TOKEN, Forge, environment, git
from tests.real.trees import write

SPEC = """\
gitops 1

operator argocd
agent ci using github-actions
cluster main
stage dev
stage staging {{
  review required
}}
stage production
promote dev -> production by manual

repo platform at "{url}/platform.git" {{
  forge gitea
}}
repo code per app at "{url}/{{team}}/{{app}}.git"
place root in platform at "clusters/{{cluster}}"
place base in platform at "base/{{app}}"
place overlay in platform at "apps/{{app}}/{{stage}}"
place source in code at "k8s"

team shop {{
  app web {{
    image "ghcr.io/example/web"
    start "1.0.0"
    bump image by ci
  }}
  app cron using plain {{
    image "ghcr.io/example/cron"
    start "1.0.0"
    bump image by ci
  }}
}}
"""


def run(code: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["sh", *arguments],
        cwd=code,
        env={**environment(), "GITOPS_TOKEN": TOKEN, "GIT_COMMITTER_NAME": "ci"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("app", "file", "line"),
    [
        ("web", "version/kustomization.yaml", 'newTag: "{}" # by hand\n'),
        ("cron", "deployment.yaml", "image: ghcr.io/example/cron:{}\n"),
    ],
)
def test_the_tag_alone_is_set(
    app: str, file: str, line: str, tmp_path: Path, server: Forge
) -> None:
    tree = write(compiled(SPEC.format(url=server.url)).files, tmp_path / "tree")
    code = tree / "code" / "shop" / app
    (code / "Dockerfile").write_text("FROM scratch\n", encoding="utf-8")
    version_file = tree / "platform" / "apps" / app / "dev" / file
    text = version_file.read_text(encoding="utf-8")
    version_file.write_text(text.replace("newTag: 1.0.0", "newTag: 1.0.0 # by hand"))
    (server.root / "shop").mkdir()
    server.create(f"shop/{app}", code)
    server.create("platform", tree / "platform")
    before = server.files("platform")

    run(code, ".pipeline/deliver.sh", "dev")
    version = run(code, ".pipeline/version.sh").strip()
    after = server.files("platform")
    path = f"apps/{app}/dev/{file}"
    assert [name for name in after if after[name] != before[name]] == [path]
    assert line.format(version) in after[path]
    changed = zip(before[path].splitlines(), after[path].splitlines(), strict=True)
    assert sum(one != other for one, other in changed) == 1
    assert "has this already" in run(code, ".pipeline/deliver.sh", "dev")

    (code / "more.txt").write_text("more\n", encoding="utf-8")
    git(code, "add", "--all")
    git(code, "commit", "-q", "-m", "More")
    run(code, ".pipeline/deliver.sh", "staging")
    assert server.files("platform") == after
    newer = run(code, ".pipeline/version.sh").strip()
    offered = server.files("platform", f"gitops/staging/shop.{app}")
    assert newer in offered[path.replace("/dev/", "/staging/")]


FORMS = {
    "name and tag": ("  - name: web\n    newTag: 1.0.0\n", '  - name: web\n    newTag: "2"\n'),
    "a comment behind the name": (
        "  - name: web # ours\n    newTag: '1.0.0' # x\n",
        '  - name: web # ours\n    newTag: "2" # x\n',
    ),
    "a digest": (
        "  - name: web\n    newTag: 1.0.0\n    digest: sha256:0\n",
        '  - name: web\n    newTag: "2"\n',
    ),
    "a line of comment": (
        "  # newTag: 0.9.0 was bad\n  - name: web\n    newTag: 1.0.0\n",
        '  # newTag: 0.9.0 was bad\n  - name: web\n    newTag: "2"\n',
    ),
    "another one before it": (
        "  - name: web-api\n    newTag: 1.0.0\n  - name: web\n    newTag: 1.0.0\n",
        '  - name: web-api\n    newTag: 1.0.0\n  - name: web\n    newTag: "2"\n',
    ),
    "the tag before the name": ("  - newTag: 1.0.0\n    name: web\n", None),
    "the digest before the name": (
        "  - digest: sha256:0\n    name: web\n    newTag: 1.0.0\n",
        None,
    ),
    "in braces": ("  - {name: web, newTag: 1.0.0}\n", None),
    "a digest alone": ("  - name: web\n    digest: sha256:0\n", None),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_tag_is_set_or_the_script_says_why_not(form: str, tmp_path: Path) -> None:
    """Never in the manifest beside it, which the kustomization would overrule."""
    before, after = FORMS[form]
    head = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages:\n"
    file, manifest = tmp_path / "kustomization.yaml", tmp_path / "deployment.yaml"
    file.write_text(head + before)
    manifest.write_text("image: web:1.0.0\n")
    script = Path(scripts.__file__).parent / "set-image.sh"
    run = subprocess.run(
        ["sh", script, tmp_path, "web", "2"], capture_output=True, text=True, env=environment()
    )
    assert manifest.read_text() == "image: web:1.0.0\n"
    if after is None:
        assert run.returncode == 1 and "each on a line of its own" in run.stderr
        assert file.read_text() == head + before
    else:
        assert (run.returncode, run.stderr) == (0, "")
        assert file.read_text() == head + after


def test_without_anything_to_build_it_fails(tmp_path: Path, server: Forge) -> None:
    tree = write(compiled(SPEC.format(url=server.url)).files, tmp_path / "tree")
    code = tree / "code" / "shop" / "web"
    (server.root / "shop").mkdir()
    server.create("shop/web", code)
    server.create("platform", tree / "platform")
    done = subprocess.run(
        ["sh", ".pipeline/deliver.sh", "dev"],
        cwd=code,
        env={**environment(), "GITOPS_TOKEN": TOKEN},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and "there is no ./Dockerfile" in done.stderr


def test_only_where_releases_set_out() -> None:
    tree = compiled(SPEC.format(url="https://git.example.org"))
    rows = tree.files["code/shop/web"][".pipeline/deliveries"].text
    stages = [line.split()[0] for line in rows.splitlines() if line and line[0] != "#"]
    assert stages == ["dev", "staging"]
    assert "replicated" not in "".join(tree.files["platform"])


def test_each_repository_that_is_deployed_from_is_checked() -> None:
    """Its pipeline looks at every folder that something is deployed from, before it is merged."""
    text = SPEC.format(url="https://git.example.org").replace(
        "using github-actions\n", "using github-actions {\n  checks [kubeconform, kustomize]\n}\n"
    )
    tree = compiled(text)
    rows = tree.files["platform"][".pipeline/checks"].text.splitlines()
    found = [row.split() for row in rows if row and not row.startswith("#")]
    assert found == [
        *(["kubeconform", f"apps/cron/{stage}"] for stage in ("dev", "production", "staging")),
        *(
            [tool, f"apps/web/{stage}"]
            for stage in ("dev", "production", "staging")
            for tool in ("kubeconform", "kustomize")
        ),
    ]
    workflow = tree.files["platform"][".github/workflows/gitops.yml"].text
    assert "check.sh" in workflow and "deliver.sh" not in workflow and "secrets." not in workflow


def test_one_version_for_two_stages_is_reviewed_if_one_of_them_is() -> None:
    """It is one file, and a push would change both."""
    shared = SPEC.format(url="https://git.example.org").replace(
        'at "k8s"', 'at "k8s"\nplace version in platform at "versions/{app}"'
    )
    said = shared.replace("image by ci", "image by ci in [dev, staging, production]")
    promoted = "promote dev -> production by manual\n"
    made = compiled(said.replace(promoted, ""))
    table = made.files["code/shop/web"][".pipeline/deliveries"].text
    assert "gitea" in table and "push" not in table
