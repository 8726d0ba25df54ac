"""What TOPOLOGY.md says to run is read by a shell as it was meant, whatever folders are called."""

import shlex

import pytest

from tests.compiling import compiled

SPEC = """\
gitops 1

operator {operator}
repo platform at "https://git.example.org/platform.git" {{
  branch "feature/$x"
}}
cluster main
stage production
place root in platform at "our clusters/{{cluster}}"
place operator in platform at "it's $ours"
place base in platform at "apps/{{app}}/base"
place overlay in platform at "apps/{{app}}/{{stage}}"

team shop {{
  app web {{
    image "ghcr.io/example/web"
    start "1.0.0"
  }}
}}
"""
OURS, ROOT = "it's $ours", "our clusters/main"


@pytest.mark.parametrize(
    ("operator", "named"),
    [
        ('argocd {\n  start "9.5.0"\n}', [OURS, OURS, f"{ROOT}/project-platform.yaml"]),
        ('argocd {\n  install kubectl\n  start "v3.5.1"\n}', [OURS, ROOT]),
        ("flux", ["--branch=feature/$x", f"--path={ROOT}"]),
        (
            'flux {\n  install flux-operator\n  start "0.58.0"\n}',
            [f"{ROOT}/flux-system/flux-instance.yaml"],
        ),
    ],
)
def test_commands_are_read_as_they_were_meant(operator: str, named: list[str]) -> None:
    page = compiled(SPEC.format(operator=operator)).files["platform"]["TOPOLOGY.md"].text
    fenced = page.split("```sh\n")[1:]
    lines = [line for block in fenced for line in block.split("```")[0].splitlines()]
    words = [word for line in lines for word in shlex.split(line)]
    assert [word for word in words if word in named] == named, page
