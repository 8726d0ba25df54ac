"""How many repositories, and what is in which: every answer of the talk, for both operators.

Each layout is compiled, read back from its root as an operator would (tests/properties), held
against the schemas, and built with the real kustomize.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gitopsc.compiler import Compilation
from tests.compiling import OPERATORS, compiled
from tests.properties.laws import check
from tests.properties.reading import readings, repositories
from tests.real.kustomize import build_all
from tests.real.trees import write

SPEC = """\
gitops 1

operator argocd{mode} {{
  start "9.5.0"
}}
repo platform at "https://git.example.org/platform.git"
place root in platform at "clusters/{{cluster}}"
place operator in platform at "operator/{{cluster}}"
{clusters}
stage staging on eu
stage production on us
{layout}
{links}
team shop {{
{team}
  app ledger from "https://charts.example.org" {{
    version "1.2.3"
    ui.message = "hello"
  }}
  app page using plain {{
    image "ghcr.io/example/page"
    start "1.0.0"
  }}
  app web {{
    image "ghcr.io/example/web"
    start "1.0.0"
{app}
  }}
}}
team store {{
  app web in staging {{
    image "ghcr.io/example/store"
    version "2.0.0"
    replicas = 2
    place base in platform at "store/base"
    place overlay in platform at "store/{{stage}}"
  }}
}}
"""
MODES = {
    "standalone": ("", "cluster eu\ncluster us"),
    "hub": (
        " as hub on mgmt",
        'cluster mgmt\ncluster eu at "https://eu.example.org"\n'
        'cluster us at "https://us.example.org"',
    ),
}
IN_THE_ROOT = ""
BESIDE_THE_ROOT = 'place wiring in platform at "wiring/{cluster}/{team}-{app}-{stage}.yaml"'


@dataclass(frozen=True)
class Layout:
    """The lines that say which repositories there are, and what the talk says about that."""

    name: str
    lines: str
    team: str = ""
    """Lines of the team `shop`."""
    app: str = ""
    """Lines of its app `web`."""
    warning: str | None = None
    links: tuple[str, ...] = (IN_THE_ROOT, BESIDE_THE_ROOT)


TENANT = 'repo tenant per team at "https://git.example.org/{team}/gitops.git"'
CODE = 'repo code per app at "https://git.example.org/{team}/{app}.git"'
GLOBAL = f"""{TENANT}
place base in tenant at "base/{{app}}"
place overlay in tenant at "{{stage}}/{{app}}"
"""

LAYOUTS = (
    Layout(
        "monorepo",
        """
        place base in platform at "apps/base/{team}/{app}"
        place overlay in platform at "apps/{stage}/{team}/{app}"
        """,
    ),
    Layout(
        "monorepo with an environment per app",
        """
        place base in platform at "apps/{team}/{app}/base"
        place overlay in platform at "apps/{team}/{app}/{stage}"
        """,
    ),
    Layout("repository per team", GLOBAL),
    Layout(
        "repository per team, which keeps its links",
        f"""{GLOBAL}
        place wiring in tenant at "links/{{cluster}}/{{app}}-{{stage}}.yaml"
        """,
        links=("",),
    ),
    Layout(
        "repository per app",
        """
        repo deploy per app at "https://git.example.org/{team}/{app}-deploy.git"
        place base in deploy at "base"
        place overlay in deploy at "envs/{stage}"
        """,
    ),
    Layout(
        "repository per app of one team",
        """
        place base in platform at "apps/{team}/{app}/base"
        place overlay in platform at "apps/{team}/{app}/{stage}"
        """,
        team="""
        repo deploy per app at "https://git.example.org/shop/{app}-deploy.git"
        place base in deploy at "base"
        place overlay in deploy at "envs/{stage}"
        """,
    ),
    Layout(
        "one app with a repository of its own",
        f"""{GLOBAL}
        repo web at "https://git.example.org/shop/web-deploy.git"
        """,
        app="""
        place base in web at "base"
        place overlay in web at "envs/{stage}"
        """,
    ),
    Layout(
        "repository per stage",
        """
        repo stages per stage at "https://git.example.org/{stage}.git"
        place base in stages at "base/{team}/{app}"
        place overlay in stages at "apps/{team}/{app}"
        """,
        warning="repo-per-stage",
    ),
    Layout(
        "branch per stage",
        """
        repo apps at "https://git.example.org/apps.git"
        place base in apps at "base/{team}/{app}" {
          branch "{stage}"
        }
        place overlay in apps at "apps/{team}/{app}" {
          branch "{stage}"
        }
        """,
        warning="branch-per-stage",
    ),
    Layout(
        "config replication",
        f'{GLOBAL}\n{CODE}\nplace source in code at "k8s/{{stage}}"',
        app="config replicated from code",
    ),
    Layout(
        "config replication of a kustomization",
        f'{GLOBAL}\n{CODE}\nplace source in code at "k8s"',
        app="config replicated from code\nusing kustomize",
    ),
    Layout(
        "repo pointer",
        f'{GLOBAL}\n{CODE}\nplace source in code at "k8s/{{stage}}"',
        app="config pointer from code\nreplicas = 3",
    ),
    Layout(
        "repo pointer to one folder for all stages",
        f'{GLOBAL}\n{CODE}\nplace source in code at "k8s"',
        app='config pointer from code\nin production {\nversion "1.1.0"\nenv.TIER = "prod"\n}',
    ),
    Layout(
        "repo pointer with a branch per stage",
        f'{GLOBAL}\n{CODE}\nplace source in code at "k8s" {{\nbranch "{{stage}}"\n}}',
        app="config pointer from code",
        warning="branch-per-stage",
    ),
)
CELLS = [
    pytest.param(layout, mode, links, id=f"{layout.name}-{mode}-{bool(links)}")
    for layout in LAYOUTS
    for mode in MODES
    for links in layout.links
]


def laid_out(layout: Layout, mode: str, links: str, operator: str) -> Compilation:
    served, clusters = MODES[mode]
    text = SPEC.format(
        mode=served,
        clusters=clusters,
        layout=layout.lines,
        links=links,
        team=layout.team,
        app=layout.app,
    )
    return compiled(text, operator)


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("layout, mode, links", CELLS)
def test_a_layout_keeps_the_laws(layout: Layout, mode: str, links: str, operator: str) -> None:
    tree = laid_out(layout, mode, links, operator)
    told = {"operator-words-dropped", "platform-rights"}  # what is right for these layouts
    said = {diagnostic.slug for diagnostic in tree.diagnostics} - told
    assert said == ({layout.warning} if layout.warning else set())
    check(tree)
    assert list(dangling(tree)) == []


def dangling(tree: Compilation) -> Iterator[str]:
    """Links to a folder that holds nothing: both operators fail on it (E3: Git has no empty
    folders)."""
    assert tree.plan is not None
    known = repositories(tree.plan)
    for reading in readings(tree):
        sources = {
            item["metadata"]["name"]: (item["spec"]["url"], item["spec"]["ref"]["branch"])
            for _, item in reading.objects
            if item["kind"] == "GitRepository"
        }
        root = next(i.root.repo for i in tree.plan.instances if i.cluster == reading.home)
        sources["flux-system"] = (root.url, root.branch)
        for link in reading.links.values():
            for at, path in followed(link, sources):
                files = tree.files.get(known.get(at, ""), {})
                if not any(file.startswith(path) for file in files):
                    yield f"{link['metadata']['name']}: {at} {path}"


def followed(
    link: dict[str, Any], sources: dict[str, tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], str]]:
    """Repository and branch, and the folder, of everything in Git that a link reads."""
    spec = link["spec"]
    if link["kind"] == "Kustomization":
        yield sources[spec["sourceRef"]["name"]], spec["path"].removeprefix("./")
    for source in spec.get("sources", [spec["source"]] if "source" in spec else []):
        if "path" in source:
            yield (source["repoURL"], source["targetRevision"]), source["path"]


@pytest.mark.parametrize("layout, mode, links", CELLS)
def test_both_operators_deploy_the_same(layout: Layout, mode: str, links: str) -> None:
    deployed = []
    for operator in OPERATORS:
        plan = laid_out(layout, mode, links, operator).plan
        assert plan is not None
        deployed.append(
            {
                (unit.ref, unit.namespace, unit.repo.url, unit.revision, unit.path, unit.image_tag)
                for unit in plan.units
            }
        )
    assert deployed[0] == deployed[1]
    assert len(deployed[0]) == 7


@pytest.mark.slow
@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("layout, mode, links", CELLS)
def test_every_kustomization_builds(
    layout: Layout, mode: str, links: str, operator: str, tmp_path: Path
) -> None:
    tree = laid_out(layout, mode, links, operator)
    checkouts = write(tree.files, tmp_path)
    assert sum(build_all(checkouts / repo, operator) for repo in tree.files) > 0
