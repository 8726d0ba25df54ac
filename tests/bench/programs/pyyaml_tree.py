"""The tree by PyYAML over libyaml: one object a file, its names put in, written out."""

import json
import sys
from pathlib import Path
from typing import Any

import yaml
from facts import KINDS, facts, write

folder, apps, team, out = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
made: set[str] = set()
kinds = [
    [(path, yaml.safe_load(text)) for path, text in files.items()]
    for files in json.loads((folder / "shapes.json").read_text())
]


def named(value: Any, known: dict[str, str]) -> Any:
    if isinstance(value, str):
        for name, said in known.items():
            value = value.replace(f"__{name}__", said)
        return value
    if isinstance(value, dict):
        return {named(key, known): named(item, known) for key, item in value.items()}
    return [named(item, known) for item in value] if isinstance(value, list) else value


for number in range(apps):
    known = facts(number, team)
    for path, content in kinds[number % KINDS]:
        text = yaml.dump(named(content, known), Dumper=yaml.CSafeDumper, sort_keys=False)
        write(out, named(path, known), text, made)
