"""One spec in which an agent does everything that agents do, on each server."""

from gitopsc.compiler import Compilation
from gitopsc.model.releases import CI_SERVERS
from tests.compiling import compiled

_SPEC = """\
gitops 1

operator argocd
agent ci using {server} {{
  checks [conftest, kubeconform, kustomize]
}}
cluster main
stage staging
stage production {{
  review required
}}
promote staging -> production by ci

repo platform at "https://git.example.org/platform.git" {{
  forge gitea
}}
repo code per app at "git@git.example.org:{{team}}/{{app}}.git"
place root in platform at "clusters/{{cluster}}"
place overlay in platform at "{{stage}}/{{app}}"
place source in code at "k8s/{{stage}}"

team shop {{
  app web {{
    image "ghcr.io/example/web"
    start "1.0.0"
    config replicated from code by ci
  }}

  app api {{
    using kustomize
    image "registry.example.org/api"
    start "1.0.0"
    config replicated from code by ci
  }}
}}
"""


def everything(server: str) -> Compilation:
    assert server in CI_SERVERS
    return compiled(_SPEC.format(server=server))
