"""The same tree by other tools: each gets a program in its own language, made from the shapes.

A program knows the templates and how many apps there are; it reads no spec, checks nothing and
compares nothing with the disk. So it does less than we do, and what it is ahead by is the price of
that.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.bench.shapes import Shape
from tests.bench.specs import TEAM
from tests.real.helm import CACHE as HELM

SCRIPTS = Path(__file__).parent / "programs"
NAMES = ("app", "needed", "team")


class Bench(NamedTuple):
    """Where peers are, and where their programs are put."""

    python: str
    node_modules: Path
    folder: Path
    shapes: Sequence[Shape]


Command = Callable[[int, Path], Sequence[str]]
"""The command that writes so many apps into a folder."""


class Peer(NamedTuple):
    name: str
    command: Command | str
    """Or why there is none."""
    most: int = 100_000
    """Apps; with more it would hold up everybody else."""


def peers(bench: Bench) -> list[Peer]:
    """Every peer, ready to run, or with the reason why it cannot be run here."""
    bench.folder.mkdir()
    (bench.folder / "shapes.json").write_text(json.dumps([s.files for s in bench.shapes]))
    (bench.folder / "tree.jsonnet").write_text(_jsonnet(bench.shapes))
    (bench.folder / "tree.k").write_text(_kcl(bench.shapes))
    return [
        Peer("jinja2", _python(bench, "jinja2", "jinja2_tree.py")),
        Peer("PyYAML (libyaml)", _python(bench, "yaml", "pyyaml_tree.py"), most=1_000),
        Peer("rjsonnet", _python(bench, "rjsonnet", "jsonnet_tree.py"), most=1_000),
        Peer("KCL", _python(bench, "kcl_lib", "kcl_tree.py"), most=1_000),
        Peer("js-yaml", _node(bench, "js-yaml", "jsyaml_tree.js")),
        Peer("cdk8s", _node(bench, "cdk8s", "cdk8s_tree.js"), most=100),
        Peer("helm, to one stream", _helm(bench), most=1_000),
    ]


def _python(bench: Bench, package: str, script: str) -> Command | str:
    if subprocess.run([bench.python, "-c", f"import {package}"], capture_output=True).returncode:
        return f"{bench.python} has no {package}"
    return lambda apps, out: [
        bench.python, str(SCRIPTS / script), str(bench.folder), str(apps), str(TEAM), str(out)
    ]  # fmt: skip


def _node(bench: Bench, package: str, script: str) -> Command | str:
    if not (bench.node_modules / package).is_dir():
        return f"{bench.node_modules} has no {package}"
    # Node looks for packages beside the script.
    link = bench.folder / "node_modules"
    if not link.exists():
        link.symlink_to(bench.node_modules.resolve())
    shutil.copy(SCRIPTS / script, bench.folder)
    return lambda apps, out: [
        "node", str(bench.folder / script), str(bench.folder), str(apps), str(TEAM), str(out)
    ]  # fmt: skip


def _helm(bench: Bench) -> Command | str:
    """Helm writes one stream; its files are told apart by a comment in front of each."""
    binary = HELM / "helm"
    if not binary.exists():
        return "no helm (tests/real/helm.py fetches one)"
    chart = bench.folder / "chart"
    (chart / "templates").mkdir(parents=True)
    (chart / "Chart.yaml").write_text("apiVersion: v2\nname: tree\nversion: 1.0.0\n")
    for kind, shape in enumerate(bench.shapes):
        body = "".join(f"---\n# {path}\n{text}" for path, text in shape.files.items())
        for name in NAMES:
            body = body.replace(f"__{name}__", f"{{{{ .{name} }}}}")
        loop = f"{{{{- range .Values.kind{kind} }}}}\n{body}{{{{- end }}}}\n"
        (chart / "templates" / f"kind{kind}.yaml").write_text(loop)

    def command(apps: int, out: Path) -> Sequence[str]:
        values = bench.folder / f"values-{apps}.json"
        if not values.exists():
            subprocess.run(
                [sys.executable, str(SCRIPTS / "facts.py"), str(apps), str(TEAM), str(values)],
                check=True,
            )
        script = f"{binary} template tree {chart} --values {values} > {out}.yaml"
        return ["sh", "-c", script]

    return command


def documents(text: str) -> list[Any]:
    return list(yaml.safe_load_all(text))


def _jsonnet(shapes: Sequence[Shape]) -> str:
    """A function per kind from the facts of an app to its files, as data."""
    functions = []
    for shape in shapes:
        files = {path: documents(text)[0] for path, text in shape.files.items()}
        functions.append(f"function({', '.join(NAMES)}) {_literal(files, _in_jsonnet)}")
    return f"[\n{', '.join(functions)}\n]\n"


def _kcl(shapes: Sequence[Shape]) -> str:
    functions = ["true = True\nfalse = False\nnull = None\n"]
    for kind, shape in enumerate(shapes):
        files = {path: documents(text)[0] for path, text in shape.files.items()}
        arguments = ", ".join(f"{name}: str" for name in NAMES)
        functions.append(
            f"kind{kind} = lambda {arguments} -> any {{\n{_literal(files, _in_kcl)}\n}}\n"
        )
    return "".join(functions)


def _in_jsonnet(text: str, *, is_key: bool) -> str:
    parts = json.dumps(text)
    for name in NAMES:
        parts = parts.replace(f"__{name}__", f'" + {name} + "')
    return f"[{parts}]" if is_key and parts != json.dumps(text) else parts


def _in_kcl(text: str, *, is_key: bool) -> str:
    parts = json.dumps(text)
    for name in NAMES:
        parts = parts.replace(f"__{name}__", f"${{{name}}}")
    return parts


def _literal(value: object, text: Callable[..., str]) -> str:
    """A value as both languages write it; only texts differ."""
    if isinstance(value, dict):
        pairs = (f"{text(k, is_key=True)}: {_literal(v, text)}" for k, v in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(_literal(item, text) for item in value)}]"
    return text(value, is_key=False) if isinstance(value, str) else json.dumps(value)
