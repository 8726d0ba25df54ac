"""Scenes in which a version does not move on, each by the slug of its mistake."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.cli.console import Console

SPEC = """\
gitops 1

include "preset:argocd-monorepo"
operator argocd

repo platform at "https://git.example.org/gitops.git"
cluster eu
stage dev
stage staging
stage production
promote dev -> staging -> production

team shop {
  app web {
    image "ghcr.io/acme/web"
    start "1.0.0"
  }
}
"""

WEB = "out/platform/apps/shop/web"


def version_file(stage: str, cluster: str = "eu") -> str:
    return f"{WEB}/{stage}/{cluster}/version/kustomization.yaml"


def bump(console: Console, stage: str, tag: str, cluster: str = "eu") -> None:
    """Another tag, as people write it."""
    file = console.folder / version_file(stage, cluster)
    lines = file.read_text().splitlines()
    console.put(
        version_file(stage, cluster),
        "\n".join([*lines[:-1], f'    newTag: "{tag}" # by hand', ""]),
    )


def begin(console: Console, spec: str = SPEC) -> None:
    """The trees of a spec, version 1.1.0 in the first stage."""
    console.put("shop.gitops", spec)
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0
    first = "staging" if "stage dev" not in spec else "dev"
    bump(console, first, "1.1.0")


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def committed(console: Console, spec: str = SPEC) -> Path:
    """The same with everything committed, by somebody with a name."""
    begin(console, spec)
    folder = console.folder / "out" / "platform"
    commit_all(folder)
    return folder


def commit_all(folder: Path) -> None:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "user.name", "Ada")
    git(folder, "config", "user.email", "ada@example.org")
    git(folder, "add", "--all")
    git(folder, "commit", "-qm", "Begin")


def _missing(console: Console) -> None:
    begin(console)
    (console.folder / version_file("dev")).unlink()


def _nonsense(console: Console) -> None:
    begin(console)
    file = console.folder / version_file("dev")
    console.put(version_file("dev"), file.read_text().replace('"1.1.0"', "1.10"))


def _stale(console: Console) -> None:
    begin(console)
    console.put("shop.gitops", SPEC.replace("acme/web", "acme/shop"))
    console.run("compile", "shop.gitops", "-o", "out")


def _narrowed(console: Console) -> None:
    begin(console, SPEC.replace("app web {", "app web in [dev, production] {"))


def _joined(console: Console) -> None:
    begin(
        console,
        SPEC.replace(
            "promote dev -> staging -> production",
            "promote dev -> production\npromote staging -> production",
        ),
    )


def _windowed(console: Console) -> None:
    begin(
        console,
        SPEC.replace("stage staging", "stage staging {\n  window night\n}\nwindow night {\n"
        '  days [mon, tue]\n  start "21:00"\n  length 4h\n  zone "Europe/Berlin"\n}'),
    )  # fmt: skip


def _in_no_zone(console: Console) -> None:
    begin(
        console,
        SPEC.replace("stage staging", "stage staging {\n  window night\n}\nwindow night {\n"
        '  days [mon, tue]\n  start "21:00"\n  length 4h\n  zone "Europe/Atlantis"\n}'),
    )  # fmt: skip


def _pinned(console: Console) -> None:
    begin(
        console,
        SPEC.replace('"1.0.0"\n', '"1.0.0"\n    in staging {\n      version "0.9.0"\n    }\n'),
    )


def _brought(console: Console) -> None:
    console.put("web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n")
    console.put(
        "shop.gitops",
        SPEC.replace('image "ghcr.io/acme/web"', 'manifests "web.yaml"').replace(
            '    start "1.0.0"\n', ""
        ),
    )
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0


def _unbegun(console: Console) -> None:
    console.put("shop.gitops", SPEC.replace('    start "1.0.0"\n', ""))
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0


def _older(console: Console) -> None:
    begin(console)
    bump(console, "production", "1.2.0")


def _differing(console: Console) -> None:
    begin(
        console,
        SPEC.replace("cluster eu", "cluster eu\ncluster us")
        .replace("stage dev", "stage dev on [eu, us]")
        .replace("stage staging", "stage staging on eu")
        .replace("stage production", "stage production on us"),
    )


def _shared(console: Console) -> None:
    console.put(
        "shop.gitops",
        SPEC.replace("cluster eu", 'repo code at "https://git.example.org/web.git"\ncluster eu')
        .replace('start "1.0.0"', 'start "1.0.0"\n    config pointer from code')
        .replace("team shop {", 'place source in code at "k8s"\n\nteam shop {'),
    )
    assert console.run("compile", "shop.gitops", "-o", "out").code == 0


def _uncommitted(console: Console) -> None:
    committed(console)
    bump(console, "dev", "1.2.0")


def _taken(console: Console) -> None:
    folder = committed(console)
    git(folder, "branch", "promote/staging/shop.web-1.1.0")


def _empty(console: Console) -> None:
    begin(console)
    git(console.folder / "out" / "platform", "init", "-q", "-b", "main")
    console.put("out/platform/.git/info/exclude", "*\n")


TO_STAGING = ("--app", "shop.web", "--to", "staging")
TO_PRODUCTION = ("--app", "shop.web", "--to", "production")

SCENES: dict[str, tuple[Callable[[Console], object], tuple[str, ...]]] = {
    "against-the-arrow": (begin, (*TO_STAGING, "--from", "production")),
    "branch-taken": (_taken, (*TO_STAGING, "--commit")),
    "differing-versions": (_differing, TO_STAGING),
    "git-refused": (_empty, (*TO_STAGING, "--commit")),
    "missing-version-file": (_missing, TO_STAGING),
    "no-repository": (begin, (*TO_STAGING, "--commit")),
    "no-version-yet": (_unbegun, TO_STAGING),
    "no-way-to-stage": (begin, ("--app", "shop.web", "--to", "dev")),
    "not-a-version": (_nonsense, TO_STAGING),
    "not-in-stage": (_narrowed, TO_STAGING),
    "nothing-to-promote": (_brought, TO_STAGING),
    "older-version": (_older, TO_PRODUCTION),
    "pinned-version": (_pinned, TO_STAGING),
    "several-ways": (_joined, TO_PRODUCTION),
    "shared-version-file": (_shared, TO_STAGING),
    "skipped-stage": (_narrowed, TO_PRODUCTION),
    "stale-version-file": (_stale, TO_STAGING),
    "uncommitted-changes": (_uncommitted, (*TO_STAGING, "--commit")),
    "unknown-zone": (_in_no_zone, TO_STAGING),
    "window-closed": (_windowed, TO_STAGING),
}
