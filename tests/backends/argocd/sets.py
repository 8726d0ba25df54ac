"""Fleets whose Applications are made by sets, or cannot be."""

import pytest

from gitopsc.compiler import Compilation
from tests.compiling import compiled

APPS = """
team shop {
  app web {
    image "ghcr.io/stefanprodan/podinfo"
    start "6.9.0"
  }
  app api needs web {
    image "ghcr.io/stefanprodan/podinfo"
    start "6.9.0"
  }
  app cart in production {
    image "ghcr.io/stefanprodan/podinfo"
    start "6.9.0"
  }
  app jobs using plain {
    image "ghcr.io/stefanprodan/podinfo"
    start "6.9.0"
  }
  app batch {
    image "ghcr.io/stefanprodan/podinfo"
    start "6.9.0"
    sync {
      mode manual
    }
  }
  app legacy {
    namespace "old-{stage}"
    image "ghcr.io/stefanprodan/podinfo"
    start "6.9.0"
  }
  app ledger from "oci://ghcr.io/stefanprodan/charts/podinfo" {
    version "6.9.0"
    ui.message = "hello"
    in production {
      replicaCount = 2
    }
  }
}
team billing {
  app invoices {
    image "ghcr.io/stefanprodan/podinfo"
    start "6.9.0"
  }
}
"""
MORE_CHARTS = """
team data {
  app redis from "https://charts.example.org" {
    version "1.0.0"
  }
  app mongo from "https://charts.example.com" {
    version "2.0.0"
    in production {
      version "2.1.0"
      replicas = 3
    }
  }
}
"""
BESIDE_THE_CODE = """
agent ci using github-actions
repo code per app at "https://git.example.org/{team}/{app}.git"
place source in code at "k8s/{stage}"
team code {
  app web {
    config replicated from code by ci
  }
  app jobs using plain {
    config replicated from code by ci
  }
  app shop {
    config pointer from code
    image "ghcr.io/stefanprodan/podinfo"
    start "6.9.0"
  }
  app cart {
    image "ghcr.io/stefanprodan/podinfo"
    start "6.9.0"
  }
}
"""
IN_BRANCHES = """
place rendered in platform at "{team}/{app}/{cluster}" {
  branch "environments/{stage}"
}
"""
IN_A_REPOSITORY = """
repo wet at "https://git.example.org/wet.git"
place rendered in wet at "{team}/{app}/{stage}/{cluster}"
team more {
  app redis using umbrella from "https://charts.example.org" {
    version "1.0.0"
    config rendered by hydrator
  }
}
"""
RENDERED = """
team data {
  app web {
    image "ghcr.io/stefanprodan/podinfo"
    start "6.9.0"
    config rendered by manual
  }
  app cart {
    image "ghcr.io/stefanprodan/podinfo"
    start "6.9.0"
    config rendered by hydrator
  }
  app mongo using umbrella from "https://charts.example.org" {
    version "2.0.0"
    in production {
      replicas = 3
    }
  }
}
"""
PLATFORM = 'repo platform at "https://git.example.org/platform.git"\n'
AT_A_FORGE = PLATFORM.replace("\n", " {\n  forge gitlab\n}\n")
TENANT = 'repo tenant per team at "https://git.example.org/{team}/gitops.git"\n'
ONE = "cluster main\nstage staging on main\nstage production on main {\n  review required\n}\n"
MANY = """
cluster mgmt
cluster eu-test {
  labels ["stage=staging"]
}
cluster eu {
  labels ["region=eu", "stage=production"]
}
cluster us {
  labels ["region=us", "stage=production"]
}
stage staging on [eu-test, mgmt]
stage production on [eu, us] {
  review required
}
"""
TWO = "cluster eu\ncluster us\nstage staging on eu\nstage production on [eu, us]\n"
HUB = "as hub on mgmt"
IN_PLATFORM = """
place root in platform at "bootstrap/{cluster}"
place base in platform at "apps/{team}/{app}/base"
place overlay in platform at "apps/{team}/{app}/{stage}/{cluster}"
"""
STAGE_FIRST = """
place root in platform at "bootstrap/{cluster}"
place wiring in platform at "sets/{cluster}/{team}.yaml"
place base in platform at "base/{team}/{app}"
place overlay in platform at "envs/{stage}/{team}/{app}"
"""
IN_THE_TEAMS = """
place root in platform at "bootstrap"
place operator in platform at "operator"
place wiring in tenant at "sets/{stage}.yaml"
place base in tenant at "apps/{app}/base"
place overlay in tenant at "apps/{app}/{stage}/{cluster}"
"""
PER_APP = """
repo code per app at "https://git.example.org/{team}/{app}.git"
place root in platform at "bootstrap"
place wiring in platform at "sets/{team}/{app}.yaml" {
  name "{app}-of-{team}-in-{stage}"
}
place base in code at "deploy/base"
place overlay in code at "deploy/{stage}"
"""
FLEETS = {
    "hub": (HUB, PLATFORM + MANY + IN_PLATFORM + APPS),
    "charts": (HUB, PLATFORM + MANY + IN_PLATFORM + MORE_CHARTS),
    "standalone": ("", PLATFORM + ONE + STAGE_FIRST + APPS),
    "two of them": ("", PLATFORM + TWO + IN_PLATFORM + APPS),
    "beside the code": (HUB, AT_A_FORGE + MANY + IN_PLATFORM + BESIDE_THE_CODE),
    "rendered": (HUB, PLATFORM + MANY + IN_PLATFORM + IN_BRANCHES + RENDERED),
    "rendered elsewhere": (HUB, PLATFORM + MANY + IN_PLATFORM + IN_A_REPOSITORY + RENDERED),
    "tenants": (HUB, PLATFORM + TENANT + MANY + IN_THE_TEAMS + APPS),
    "repository per app": ("", PLATFORM + ONE + PER_APP + MORE_CHARTS),
}
KINDS = ("list", "files", "folders", "clusters")
REFUSED = {
    ("charts", "folders"): "underivable-from-folders",
    ("repository per app", "clusters"): "clusters-not-selectable",
    ("standalone", "clusters"): "clusters-not-selectable",
    ("two of them", "clusters"): "clusters-not-selectable",
}


def spec(fleet: str, *words: str) -> str:
    mode, rest = FLEETS[fleet]
    block = "".join(f"  {word}\n" for word in ('start "9.5.0"', *words))
    return f"gitops 1\noperator argocd {mode} {{\n{block}}}\n{rest}"


def by_generator(fleet: str, kind: str) -> Compilation:
    return compiled(spec(fleet, "link applicationset", f"generate {kind}"))


CELLS = [
    pytest.param(fleet, kind, id=f"{fleet}-{kind}")
    for fleet in FLEETS
    for kind in KINDS
    if (fleet, kind) not in REFUSED
]
