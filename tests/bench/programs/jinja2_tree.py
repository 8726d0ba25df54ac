"""The tree by jinja2: one compiled template a path and a text."""

import json
import re
import sys
from pathlib import Path

from facts import KINDS, facts, write
from jinja2 import Environment, Template

folder, apps, team, out = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
made: set[str] = set()
environment = Environment(keep_trailing_newline=True, autoescape=False)


def template(text: str) -> Template:
    return environment.from_string(re.sub("__([a-z]+)__", r"{{ \1 }}", text))


kinds = [
    [(template(path), template(text)) for path, text in files.items()]
    for files in json.loads((folder / "shapes.json").read_text())
]
for number in range(apps):
    known = facts(number, team)
    for path, text in kinds[number % KINDS]:
        write(out, path.render(known), text.render(known), made)
