"""What Kargo's steps do to the files of a checkout, once their expressions have values."""

import re
from pathlib import Path
from typing import Any

import yaml

from tests import yamls
from tests.carriers.expressions import read
from tests.promotion.bumps import OF_IMAGES
from tests.real.kustomize_cli import edit_set_image

Config = dict[str, Any]
Outputs = dict[str, Any]


def kustomize_set_image(checkout: Path, config: Config) -> Outputs:
    (image,) = config["images"]
    file = checkout / config["path"] / "kustomization.yaml"
    edit = OF_IMAGES["kustomize edit set image"]
    file.write_text(edit(file.read_text(), image["image"], image["tag"]))
    return {}


def really_kustomize_set_image(checkout: Path, config: Config) -> Outputs:
    (image,) = config["images"]
    edit_set_image(checkout / config["path"], f"{image['image']}:{image['tag']}")
    return {}


def yaml_parse(checkout: Path, config: Config) -> Outputs:
    """Its own expressions, which know the file: `findIndex` is null where there is none."""
    held = yamls.load((checkout / config["path"]).read_text())
    (sought,) = config["outputs"]
    said = re.fullmatch(r'findIndex\((\w+), \.(\w+) == "([^"]*)"\)', sought["fromExpression"])
    assert said
    items, key, value = said.groups()
    places = (place for place, item in enumerate(held[items]) if item[key] == value)
    return {sought["name"]: next(places, None)}


def yaml_update(checkout: Path, config: Config) -> Outputs:
    """The value in its line, with whatever follows it there (pkg/yaml/yaml.go)."""
    file, (update,) = checkout / config["path"], config["updates"]
    lines = file.read_text().splitlines()
    place = _scalar(yaml.compose(file.read_text()), update["key"]).start_mark
    value = update["value"]
    quoted = f'"{value}"' if read(value) != value else value
    lines[place.line] = lines[place.line][: place.column] + quoted
    file.write_text("\n".join([*lines, ""]))
    return {}


def _scalar(node: Any, key: str) -> yaml.ScalarNode:
    """Steps through keys and places to what has to be there already."""
    for part in re.split(r"(?<!\\)\.", key):
        if isinstance(node, yaml.SequenceNode):
            node = node.value[int(part)]
        else:
            (node,) = (value for name, value in node.value if name.value == part)
    assert isinstance(node, yaml.ScalarNode)
    return node
