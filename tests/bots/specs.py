"""Trees in which Renovate has something to raise, each in another shape."""

from pathlib import Path

PATTERN = Path(__file__).parents[1] / "patterns" / "bump-by-renovate.gitops"

HEAD = """\
gitops 1

operator argocd
cluster main
cluster east
stage dev on main
stage test on east
stage production on [main, east]
agent bot using renovate
promote dev -> production by manual
"""

APPS = """\
team shop {
  bump image by bot
  bump chart by bot {
    policy semver
    range ">=2, <4 || 5.x"
  }
  app web {
    image "ghcr.io/acme/web"
    start "1.0.0"
  }
  app cart using umbrella from "https://charts.example.org" {
    chart cart
    start "2.0.0"
  }
  app search using helm from "https://charts.example.org" {
    version "1.2.3"
    image "quay.io/acme/search" in "main-image.tag"
    start "1.0.0"
  }
}
team bank {
  app ledger using plain {
    image "registry.example.org:5000/ledger"
    start "1.0.0"
    bump image by bot in [dev, test] {
      policy digest
    }
  }
  app desk {
    image "nginx"
    start "1.0.0"
    bump image by bot {
      range "~1.4"
    }
  }
  app still {
    image "ghcr.io/acme/still"
    start "1.0.0"
  }
}
"""

REPOSITORIES = {
    "one repository": """\
repo platform at "https://git.example.org/platform.git"
place root in platform at "root/{cluster}"
place base in platform at "base/{team}/{app}"
place overlay in platform at "apps/{team}/{app}/{stage}/{cluster}"
""",
    "a repository for each team": """\
repo platform at "https://git.example.org/platform.git"
repo tenant per team at "https://git.example.org/{team}.git"
place root in platform at "root/{cluster}"
place base in tenant at "{app}/base"
place overlay in tenant at "{app}/{stage}/{cluster}"
""",
    "a branch for each stage": """\
repo platform at "https://git.example.org/platform.git"
place root in platform at "root/{cluster}"
place base in platform at "base/{team}/{app}" {
  branch "{stage}"
}
place overlay in platform at "apps/{team}/{app}/{cluster}" {
  branch "{stage}"
}
""",
    "versions in a place of their own": """\
repo platform at "https://git.example.org/platform.git"
place root in platform at "root/{cluster}"
place base in platform at "base/{team}/{app}"
place overlay in platform at "apps/{team}/{app}/{stage}/{cluster}"
place version in platform at "test/{team}.{app}/{stage}"
""",
    "paths that look like patterns": """\
repo platform at "https://git.example.org/platform.git"
place root in platform at "root/{cluster}"
place base in platform at "base/{team}/{app}"
place overlay in platform at "!a*b/[x]/(y)/{team}/{app}/{stage}/{cluster}"
""",
}


def spec(shape: str, operator: str = "argocd") -> str:
    if shape == "the pattern":
        text = PATTERN.read_text(encoding="utf-8")
    else:
        text = "\n".join((HEAD, REPOSITORIES[shape], APPS))
    return text.replace("operator argocd", f"operator {operator}")


SHAPES = ("the pattern", *REPOSITORIES)
