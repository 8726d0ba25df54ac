"""What the ApplicationSet controller makes of a set: read from files alone, without the compiler.

Written from the controller's documentation and source (argoproj/argo-cd, `applicationset/`), for
the part of it that the trees here use. Git is asked itself, because its way of matching is the trap
(P17).
"""

import itertools
import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Object = dict[str, Any]
Parameters = dict[str, Any]
Repositories = Mapping[tuple[str, str], Path]
"""The checkout of each URL and revision."""
Secrets = Mapping[str, Mapping[str, str]]
"""The clusters that have a Secret, with its labels. Argo CD's own cluster has none."""

ACTION = re.compile(r"\{\{(.*?)\}\}")
FINALIZER = "resources-finalizer.argocd.argoproj.io"


def applications_of(made: Object, repositories: Repositories, secrets: Secrets) -> list[Object]:
    """The Applications of one set, in the set's own namespace."""
    spec = made["spec"]
    assert spec["goTemplate"] is True
    assert spec["goTemplateOptions"] == ["missingkey=error"]
    found = [
        application(made, parameters)
        for generator in spec["generators"]
        for parameters in generated(generator, repositories, secrets)
    ]
    names = [item["metadata"]["name"] for item in found]
    assert len(set(names)) == len(names), f"one name twice in {made['metadata']['name']}: {names}"
    return found


def application(made: Object, parameters: Parameters) -> Object:
    """The template with its parameters filled in. Without `preserveResourcesOnDeletion` the
    controller adds a finalizer, by which the workloads go with the Application."""
    filled = fill(made["spec"]["template"], parameters)
    metadata = {"namespace": made["metadata"]["namespace"], **filled["metadata"]}
    if not made["spec"].get("syncPolicy", {}).get("preserveResourcesOnDeletion", False):
        metadata.setdefault("finalizers", [FINALIZER])
    kind = {"apiVersion": made["apiVersion"], "kind": "Application"}
    return {**kind, "metadata": metadata, "spec": filled["spec"]}


def generated(
    generator: Object, repositories: Repositories, secrets: Secrets
) -> Iterator[Parameters]:
    """The parameter sets of one generator."""
    [(kind, said)] = generator.items()
    match kind:
        case "list":
            yield from (dict(element) for element in said["elements"])
        case "git":
            checkout = repositories[said["repoURL"], said["revision"]]
            if "files" in said:
                yield from of_files(checkout, said["files"])
            else:
                yield from of_directories(checkout, said["directories"])
        case "clusters":
            yield from of_clusters(said["selector"]["matchLabels"], secrets)
        case "matrix":
            first, second = (
                list(generated(inner, repositories, secrets)) for inner in said["generators"]
            )
            for left, right in itertools.product(first, second):
                assert not left.keys() & right.keys(), "a matrix refuses a parameter said twice"
                yield {**left, **right}
        case _:
            raise AssertionError(f"no such generator: {kind}")


def of_clusters(labels: Mapping[str, str], secrets: Secrets) -> Iterator[Parameters]:
    assert labels, "an empty selector selects Argo CD's own cluster as well"
    for name, own in sorted(secrets.items()):
        if labels.items() <= own.items():
            yield {"name": name, "nameNormalized": name, "metadata": {"labels": dict(own)}}


def of_files(checkout: Path, items: list[Object]) -> Iterator[Parameters]:
    """A file holds the parameters of one Application, or a list of several."""
    for path in selected(items, lambda pattern: listed(checkout, pattern)):
        content = json.loads((checkout / path).read_text(encoding="utf-8"))
        folder, _, name = path.rpartition("/")
        for parameters in content if isinstance(content, list) else [content]:
            yield {**parameters, "path": {**of_path(folder), "filename": name}}


def of_directories(checkout: Path, items: list[Object]) -> Iterator[Parameters]:
    folders = sorted(
        path.relative_to(checkout).as_posix() for path in checkout.rglob("*") if path.is_dir()
    )
    seen = [path for path in folders if not re.search(r"(^|/)\.", path)]

    def matching(pattern: str) -> list[str]:
        return [path for path in seen if path_match(pattern, path)]

    for path in selected(items, matching):
        yield {"path": of_path(path)}


def selected(items: list[Object], matching: Any) -> list[str]:
    """Everything asked for, without what is excluded, each once and in order."""
    wanted = {path for i in items if not i.get("exclude") for path in matching(i["path"])}
    unwanted = {path for i in items if i.get("exclude") for path in matching(i["path"])}
    return sorted(wanted - unwanted)


def of_path(folder: str) -> Parameters:
    return {"path": folder, "basename": folder.rpartition("/")[2], "segments": folder.split("/")}


def listed(checkout: Path, pattern: str) -> list[str]:
    """`git ls-files`, which is what the files generator asks."""
    if not (checkout / ".git").exists():
        subprocess.run(["git", "init", "--quiet", str(checkout)], check=True)
    run = subprocess.run(
        ["git", "ls-files", "--others", "--full-name", "-z", "--", pattern],
        cwd=checkout,
        check=True,
        capture_output=True,
        text=True,
    )
    return [path for path in run.stdout.split("\0") if path]


def path_match(pattern: str, path: str) -> bool:
    """Go's `path.Match`, as far as stars go: one stays between two slashes."""
    expression = "[^/]*".join(re.escape(part) for part in pattern.split("*"))
    return re.fullmatch(expression, path) is not None


def fill(value: Any, parameters: Parameters) -> Any:
    """A template with every text of it executed; keys stay as they are."""
    if isinstance(value, dict):
        return {key: fill(item, parameters) for key, item in value.items()}
    if isinstance(value, list):
        return [fill(item, parameters) for item in value]
    if isinstance(value, str):
        return ACTION.sub(lambda action: execute(action[1].strip(), parameters), value)
    return value


def execute(action: str, parameters: Parameters) -> str:
    """One action of a Go template: a text, a field, or an element of a list. What is missing is an
    error, as `missingkey=error` has it."""
    if action.startswith('"'):
        return str(json.loads(action))
    indexed = re.fullmatch(r"index (\S+) (\d+)", action)
    if indexed:
        return str(field(indexed[1], parameters)[int(indexed[2])])
    found = field(action, parameters)
    assert isinstance(found, str), f"{action} is no text"
    return found


def field(action: str, parameters: Parameters) -> Any:
    assert re.fullmatch(r"(\.[A-Za-z_]\w*)+", action), f"not a field of a Go template: {action}"
    found: Any = parameters
    for name in action[1:].split("."):
        found = found[name]
    return found
