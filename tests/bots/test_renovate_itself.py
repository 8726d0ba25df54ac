"""The real Renovate takes the configuration, sees in the tree what our reader sees, and raises what
the spec says, by what a registry on this machine holds."""

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.bots.reading import Found, found
from tests.bots.specs import SHAPES, spec
from tests.cli.console import Console
from tests.compiling import OPERATORS, compiled
from tests.real.kustomize import build
from tests.real.registry import digest, registry
from tests.real.renovate import Offers, edit, extract, look_up, validate
from tests.real.trees import write

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("operator", OPERATORS)
def test_it_finds_what_our_reader_finds(shape: str, operator: str, tmp_path: Path) -> None:
    made = compiled(spec(shape, operator))
    write(made.files, tmp_path)
    for repo, documents in made.files.items():
        if "renovate.json" in documents:
            validate(tmp_path / repo / "renovate.json")
            seen = [
                Found(
                    f"custom.{one.manager}" if one.manager == "jsonata" else one.manager, *one[1:]
                )
                for one in extract(tmp_path / repo)
            ]
            files = {path: document.text for path, document in documents.items()}
            assert sorted(seen) == sorted(found(files))


OFFERED = ("1.0.0", "1.4.2", "1.5.0-rc.1", "1.5.0", "2.1.0", "3.0.0", "main-20260101")

SPEC = """\
gitops 1

operator {operator}
cluster main
stage dev
stage test
stage production
agent bot using renovate
promote test -> production by manual

repo platform at "https://git.example.org/platform.git"
place root in platform at "root/{{cluster}}"
place base in platform at "base/{{app}}"
place overlay in platform at "{{app}}/{{stage}}"

team shop {{
  bump image by bot in [dev, test]
  app any {{
    image "{registry}/any"
    start "1.0.0"
  }}
  app ranged using plain {{
    image "{registry}/ranged"
    start "1.0.0"
    bump image by bot in dev {{
      policy semver
      range ">=1.2, =<1.4"
    }}
    bump image by bot in test {{
      range "^1 || 2.x"
    }}
  }}
  app values from "https://charts.example.org" {{
    chart web
    version "1.0.0"
    image "{registry}/values" in "main-image.tag"
    start "1.0.0"
    bump image by bot in [dev, test] {{
      policy digest
    }}
  }}
  app built {{
    image "{registry}/built"
    start "1.0.0"
    bump image by bot in [dev, test] {{
      policy digest
    }}
  }}
  app still {{
    image "{registry}/still"
    start "1.0.0"
    bump image by manual in [dev, test]
  }}
}}
"""

FOLLOWED = ("values", "built")
"""Those of which one tag is followed."""

IMAGES = dict.fromkeys(("any", "ranged", "values", "built", "still"), OFFERED)


@pytest.mark.parametrize("operator", OPERATORS)
def test_it_raises_what_the_spec_says_and_no_recompile_undoes_it(
    operator: str, console: Console, tmp_path: Path
) -> None:
    with registry(IMAGES) as address:
        console.put("shop.gitops", SPEC.format(operator=operator, registry=address))
        assert console.run("compile", "shop.gitops", "-o", "out").code == 0
        checkout = console.folder / "out" / "platform"
        shutil.copytree(checkout, tmp_path / "checkout")
        offers = look_up(tmp_path / "checkout", address)

    asked = {"any": 4, "ranged": 3, "values": 2, "built": 2}
    assert offers.requests == Counter({f"{address}/{app}": n for app, n in asked.items()})
    assert tags(offers, "any/dev") == tags(offers, "any/test") == ["1.5.0", "3.0.0"]
    assert tags(offers, "ranged/dev") == ["1.4.2"]
    assert tags(offers, "ranged/test") == ["1.5.0", "2.1.0"]
    assert tags(offers, "still") == []
    for update in offers.updates:
        stage = update["packageFile"].split("/")[1]
        assert update["branchName"].startswith(f"renovate/{stage}/")

    edit(checkout, (update for update in offers.updates if update["updateType"] == kind(update)))
    after = console.everything()
    for number in range(10):
        more = ("--no-cache",) if number % 3 == 0 else ()
        assert console.run("compile", "shop.gitops", "-o", "out", *more).code == 0
        assert console.run("check", "shop.gitops", "-o", "out", *more) == (0, "", "")
    assert console.everything() == after
    said = json.loads(console.run("versions", "shop.gitops", "-o", "out", "--format", "json").out)
    runs = {(row["app"], row["stage"]): (row["version"], row["digest"]) for row in said}
    assert runs["any", "dev"] == runs["any", "test"] == ("1.5.0", None)
    assert (runs["ranged", "dev"], runs["ranged", "test"]) == (("1.4.2", None), ("1.5.0", None))
    assert runs["still", "dev"] == runs["any", "production"] == ("1.0.0", None)
    for app in FOLLOWED:
        assert runs[app, "dev"] == runs[app, "test"] == ("1.0.0", digest(app, "1.0.0"))
    built = [i for i in build(checkout / "built" / "dev", operator) if i["kind"] == "Deployment"]
    [container] = built[0]["spec"]["template"]["spec"]["containers"]
    assert container["image"] == f"{address}/built:1.0.0@{digest('built', '1.0.0')}"


def kind(update: dict[str, Any]) -> str:
    """The kind of update that is taken here: a digest where one tag is followed."""
    return "pinDigest" if update["depName"].rpartition("/")[2] in FOLLOWED else "minor"


def tags(offers: Offers, folder: str) -> list[str]:
    """The tags that it would write below a folder."""
    inside = (update for update in offers.updates if update["packageFile"].startswith(folder))
    return sorted(update["newValue"] for update in inside)
