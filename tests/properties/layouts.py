"""Layouts that are known to be good: which repositories there are, and what lives where in them."""

from dataclasses import dataclass

from tests.properties.sentences import Sentence, say

PLATFORM = say('repo platform at "https://git.example.org/platform.git"')
TENANT = say('repo tenant per team at "https://git.example.org/{team}/gitops.git"')
ENVIRONMENTS = say('repo environments at "https://git.example.org/environments.git"')
OWN = say('repo own per app at "https://git.example.org/{team}/{app}-gitops.git"')
LINKS = say('repo links per stage at "https://git.example.org/links-{stage}.git"')
CODE = say('repo code per app at "https://git.example.org/{team}/{app}.git"')
SOURCES = ("k8s", "k8s/{stage}")
"""Where apps are written beside their code: the same for all stages, or a folder for each."""


@dataclass(frozen=True)
class Layout:
    name: str
    sentences: tuple[Sentence, ...]
    modes: tuple[str, ...] = ("standalone", "hub")
    one_cluster: bool = False
    """Its patterns say no `{cluster}`, so that stages may not spread over several."""


def place(artefact: str, pattern: str, repo: str = "platform") -> Sentence:
    return say(f'place {artefact} in {repo} at "{pattern}"')


ROOT = place("root", "clusters/{cluster}")
OWN_OPERATOR = place("operator", "operator/{cluster}")
"""Argo CD operates itself, so it can be told what a tree relies on."""
PROJECTS = place("projects", "projects/{cluster}/{team}.yaml")
VARIANTS = place("variant", "variants/{variant}")

GLOBAL_ENVIRONMENTS = (
    place("base", "apps/base/{team}/{app}"),
    place("overlay", "apps/{stage}/{cluster}/{team}/{app}"),
)
ENVIRONMENTS_PER_APP = (
    place("base", "apps/{team}/{app}/base"),
    place("overlay", "apps/{team}/{app}/{stage}/{cluster}"),
)
IN_THE_TEAMS_REPOSITORY = (
    place("base", "apps/{app}/base", "tenant"),
    place("overlay", "apps/{app}/{stage}/{cluster}", "tenant"),
    place("variant", "variants/{variant}", "tenant"),
)

LAYOUTS = (
    Layout("global environments", (PLATFORM, ROOT, VARIANTS, *GLOBAL_ENVIRONMENTS)),
    Layout(
        "environments per app, everything placed",
        (
            PLATFORM,
            ROOT,
            OWN_OPERATOR,
            PROJECTS,
            VARIANTS,
            *ENVIRONMENTS_PER_APP,
            place("namespaces", "namespaces/{cluster}"),
            place("wiring", "wiring/{cluster}/{team}/{app}-{stage}-{cluster}.yaml"),
            place("infra-wiring", "infrastructure-wiring/{cluster}/{infra}.yaml"),
        ),
    ),
    Layout(
        "apps beside the platform",
        (
            PLATFORM,
            ENVIRONMENTS,
            ROOT,
            PROJECTS,
            place("variant", "variants/{variant}", "environments"),
            place("base", "{app}/{team}/base", "environments"),
            place("overlay", "{app}/{team}/{stage}/{cluster}", "environments"),
        ),
    ),
    Layout(
        "no clusters in the paths of apps",
        (
            PLATFORM,
            ROOT,
            VARIANTS,
            place("base", "apps/base/{team}/{app}"),
            place("overlay", "apps/{stage}/{team}/{app}"),
        ),
        modes=("standalone",),
        one_cluster=True,
    ),
    Layout("a repository per team", (PLATFORM, TENANT, ROOT, *IN_THE_TEAMS_REPOSITORY)),
    Layout(
        "a repository per team, with rights",
        (
            PLATFORM,
            TENANT,
            ROOT,
            OWN_OPERATOR,
            PROJECTS,
            place("tenants", "tenants/{cluster}/{team}.yaml"),
            *IN_THE_TEAMS_REPOSITORY,
        ),
    ),
    Layout(
        "a repository per team, with rights in base and overlay",
        (
            PLATFORM,
            TENANT,
            ROOT,
            OWN_OPERATOR,
            PROJECTS,
            place("tenants", "tenants/base/{team}"),
            place("tenant-overlay", "tenants/{stage}/{cluster}/{team}"),
            *IN_THE_TEAMS_REPOSITORY,
        ),
    ),
    Layout(
        "a repository per team, with rights and its wiring",
        (
            PLATFORM,
            TENANT,
            ROOT,
            OWN_OPERATOR,
            PROJECTS,
            place("tenants", "tenants/{cluster}/{team}.yaml"),
            place("wiring", "wiring/{cluster}/{app}-{stage}-{cluster}.yaml", "tenant"),
            *IN_THE_TEAMS_REPOSITORY,
        ),
    ),
    Layout(
        "a repository per app, with its wiring in folders of one name",
        (
            PLATFORM,
            OWN,
            ROOT,
            OWN_OPERATOR,
            place("wiring", "links/{cluster}", "own"),
            place("base", "base", "own"),
            place("overlay", "{stage}/{cluster}", "own"),
            place("variant", "variants/{variant}", "own"),
        ),
    ),
    Layout(
        "a repository of links per stage, with folders of one name",
        (
            PLATFORM,
            LINKS,
            ROOT,
            VARIANTS,
            place("wiring", "apps/{cluster}", "links"),
            *GLOBAL_ENVIRONMENTS,
        ),
    ),
    Layout(
        "a repository per team, with its wiring in folders",
        (
            PLATFORM,
            TENANT,
            ROOT,
            OWN_OPERATOR,
            place("wiring", "links/{cluster}", "tenant"),
            *IN_THE_TEAMS_REPOSITORY,
        ),
    ),
)

INFRA = {
    "standalone": (
        place("infra", "infrastructure/{infra}"),
        place("infra", "infrastructure/{layer}"),
        place("infra", "infrastructure/{infra}/{cluster}"),
    ),
    "hub": (place("infra", "infrastructure/{infra}/{cluster}"),),
}
"""Where infra lives. A hub keeps the releases of all clusters apart."""
