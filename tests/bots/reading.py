"""Renovate's way of finding versions, told again after its sources (44.94: `extract/file-match`,
the managers' `extract`, `util/package-rules`), as far as a `renovate.json` of ours asks for it.

The real one is held against this in test_renovate_itself.py.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tests import yamls

DEFAULT_PATTERNS = {
    "helmv3": r"(^|/)Chart\.ya?ml$",
    "kustomize": r"(^|/)kustomization\.ya?ml$",
}
"""Where managers look without being told; `managerFilePatterns` adds to these."""

Files = Mapping[str, str]


class Found(NamedTuple):
    manager: str
    file: str
    name: str
    version: str


def found(files: Files) -> Iterator[Found]:
    """Every version that Renovate finds in a repository, whether it raises it or not."""
    config = json.loads(files["renovate.json"])
    for manager in config["enabledManagers"]:
        if manager == "custom.jsonata":
            for custom in config["customManagers"]:
                for file in _matching(files, config, custom["managerFilePatterns"]):
                    yield from _by_query(custom, file, files[file])
        else:
            said = config.get(manager, {}).get("managerFilePatterns", [])
            for file in _matching(files, config, said, DEFAULT_PATTERNS.get(manager)):
                yield from _MANAGERS[manager](file, files[file])


def rule(files: Files, one: Found, update: str = "minor", branch: str = "main") -> dict[str, Any]:
    """What `packageRules` say of a version: the last word on each option holds."""
    said: dict[str, Any] = {}
    for item in json.loads(files["renovate.json"])["packageRules"]:
        if _is_about(item, one, update, branch):
            said |= {k: v for k, v in item.items() if not k.startswith(("match", "description"))}
    return said


def _is_about(item: Mapping[str, Any], one: Found, update: str, branch: str) -> bool:
    asked = {
        "matchPackageNames": lambda patterns: patterns == ["*"],
        "matchFileNames": lambda patterns: one.file in map(literal, patterns),
        "matchDepNames": lambda patterns: one.name in map(literal, patterns),
        "matchUpdateTypes": lambda types: update in types,
        "matchBaseBranches": lambda branches: branch in branches,
    }
    conditions = {key: value for key, value in item.items() if key.startswith("match")}
    assert conditions and conditions.keys() <= asked.keys()
    return all(asked[key](value) for key, value in conditions.items())


def _matching(
    files: Files, config: Mapping[str, Any], patterns: list[str], default: str | None = None
) -> list[str]:
    included = {literal(pattern) for pattern in config["includePaths"]}
    told = {literal(pattern) for pattern in patterns}
    return sorted(
        file
        for file in included.intersection(files)
        if file in told or (default and re.search(default, file))
    )


def literal(pattern: str) -> str:
    """What a pattern without wildcards matches. One with any of them, or that Renovate would take
    for a regular expression or a negation, is a mistake of ours."""
    bare = re.sub(r"\\.", "", pattern)
    assert not re.search(r"[*?\[\](){}!#]", bare) and not pattern.startswith("/"), pattern
    return re.sub(r"\\(.)", r"\1", pattern)


def _kustomize(file: str, text: str) -> Iterator[Found]:
    read = yamls.load(text)
    assert read.get("kind", "Kustomization") in ("Component", "Kustomization")
    for image in read.get("images", []):
        if "newTag" in image and "digest" not in image:
            name = image.get("newName", image["name"])
            yield Found("kustomize", file, name, image["newTag"])


def _kubernetes(file: str, text: str) -> Iterator[Found]:
    for name, tag in re.findall(r"""^\s*-?\s*image: ['"]?([^\s'"]+):([\w.-]+)['"]?$""", text, re.M):
        yield Found("kubernetes", file, name, tag)
    for manifest in yamls.load_all(text):
        yield Found("kubernetes", file, manifest["kind"], manifest["apiVersion"])


def _helmv3(file: str, text: str) -> Iterator[Found]:
    for dependency in yamls.load(text)["dependencies"]:
        assert re.match("(https|oci)://", dependency["repository"])
        yield Found("helmv3", file, dependency["name"], dependency["version"])


def _by_query(custom: Mapping[str, Any], file: str, text: str) -> Iterator[Found]:
    [query] = custom["matchStrings"]
    asked = re.fullmatch(
        r'\{"currentValue": \$split\((.+), "@"\)\[0\], "currentDigest": \$split\(\1, "@"\)\[1\]\}',
        query,
    )
    assert asked and custom["datasourceTemplate"] == "docker"
    node = yamls.load(text)
    for key in asked[1].split("."):
        node = node[key.strip("`")]
    yield Found("custom.jsonata", file, custom["depNameTemplate"], node.partition("@")[0])


_MANAGERS = {"helmv3": _helmv3, "kubernetes": _kubernetes, "kustomize": _kustomize}
