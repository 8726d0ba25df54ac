"""Random valid specs. What is drawn is valid by construction: a need runs wherever its asker does,
a scope holds somewhere, and no two scopes that overlap say the same key."""

from dataclasses import dataclass

from hypothesis import strategies as st

from tests.properties.layouts import CODE, INFRA, LAYOUTS, OWN_OPERATOR, SOURCES, Layout, place
from tests.properties.sentences import Sentence, Spec, say
from tests.properties.workloads import KINDS, MOVING, Said, app, infra

Draw = st.DrawFn
Run = tuple[str, str]
"""A stage on a cluster."""

CLUSTERS = ("east", "north", "south", "west")
STAGES = ("dev", "staging", "production")
TEAMS = ("amber", "birch", "cedar")
APPS = ("api", "store", "web", "worker")
INFRA_NAMES = ("cert-manager", "ingress", "issuers")
VARIANTS = ("gpu", "small")


INSTALLS = (
    ("", "9.5.0"),
    ("install helm", "9.5.0"),
    ("install kubectl", "v3.5.1"),
    ("install autopilot", "v0.4.20"),
)
"""How Argo CD gets onto its cluster, and a release of what it is then installed from."""

UPDATERS = {"argocd": "argocd-image-updater", "flux": "flux-image-automation"}
"""Who raises versions beside each operator."""

NIGHT = say("window night", "days [fri, mon]", 'start "21:00"', "length 4h", 'zone "Europe/Berlin"')


@dataclass(frozen=True)
class Fleet:
    """Where things can run, and the sentences that say so."""

    mode: str
    clusters: tuple[str, ...]
    runs: tuple[Run, ...]
    variants: tuple[str, ...]
    sentences: tuple[Sentence, ...]


@st.composite
def specs(draw: Draw, kinds: tuple[str, ...] = KINDS) -> Spec:
    """A valid spec with the files beside it.

    :param kinds: those of its apps.
    """
    layout = draw(st.sampled_from(LAYOUTS))
    mode = draw(st.sampled_from(layout.modes))
    fleet = draw(fleets(layout, mode))
    placed = draw(st.sampled_from(INFRA[mode]))
    layered = "{layer}" in placed.head
    lower = draw(infras(fleet, layered))
    teams = draw(all_teams(fleet, lower, kinds))
    sentences = (
        draw(operators(fleet, layout)),
        *layout.sentences,
        *((placed,) if lower else ()),
        *fleet.sentences,
        *(said.sentence for said in lower),
        *(sentence for sentence, _ in teams),
    )
    everything = [*lower, *(one for _, apps in teams for one in apps)]
    beside = {path: text for said in everything for path, text in said.beside.items()}
    if any("from charts" in said.sentence.head for said in everything):
        sentences += (say('repo charts at "https://git.example.org/charts.git"'),)
    if any("from code" in line.head for said in everything for line in said.sentence.block):
        source = draw(st.sampled_from(SOURCES))
        sentences += (CODE, place("source", source, "code"))
    return Spec(sentences, beside)


@st.composite
def raised(draw: Draw, operator: str) -> Spec:
    """A valid spec with apps whose images are raised by one of two agents beside the operator."""
    spec = draw(specs(MOVING))
    used: set[str] = set()

    def bumped(line: Sentence) -> Sentence:
        agent = draw(st.sampled_from(("mine", "yours", None)))
        if agent is None or not line.head.startswith("app "):
            return line
        used.add(agent)
        return Sentence(line.head, (*line.block, say(f"bump image by {agent}")))

    sentences = [
        Sentence(line.head, tuple(map(bumped, line.block)))
        if line.head.startswith("team ")
        else line
        for line in spec.sentences
    ]
    said = (say(f"agent {agent} using {UPDATERS[operator]}") for agent in sorted(used))
    return Spec((*sentences, *said), spec.beside)


@st.composite
def operators(draw: Draw, fleet: Fleet, layout: Layout) -> Sentence:
    """Argo CD where the layout asks it to operate itself, which needs a `start`; else either."""
    if OWN_OPERATOR in layout.sentences:
        name, words = "argocd", ["nest app-of-apps"]
    else:
        name = draw(st.sampled_from(("argocd", "flux")))
        nesting = ["nest apps", "nest layers", "nest teams"]
        words = ["nest app-of-apps"] if name == "argocd" else nesting
    inner: list[Sentence | str] = []
    if OWN_OPERATOR in layout.sentences:
        install, start = draw(st.sampled_from(INSTALLS))
        inner += [install, f'start "{start}"'] if install else [f'start "{start}"']
    if draw(st.booleans()):
        inner.append(draw(st.sampled_from(words)))
    if name == "argocd" and draw(st.booleans()):
        inner.append("link applicationset")
    if draw(st.booleans()):
        inner.append('owners ["@acme/platform", "platform@example.org"]')
    if draw(st.booleans()):
        word = draw(st.sampled_from(("every 15m", "timeout 5m", "prune false")))
        inner.append(say("sync", word))
    hub = (
        " as hub on mgmt" if fleet.mode == "hub" else draw(st.sampled_from(("", " as standalone")))
    )
    return say(f"operator {name}{hub}", *inner)


@st.composite
def fleets(draw: Draw, layout: Layout, mode: str) -> Fleet:
    """Clusters in groups, variants, and stages on them."""
    clusters = CLUSTERS[: draw(st.integers(1, 4))]
    variants = VARIANTS[: draw(st.integers(0, 2))]
    group = set(draw(st.lists(st.sampled_from(clusters), unique=True)))
    hosts = (*clusters, "mgmt") if mode == "hub" else clusters
    sentences = [say(f"variant {variant}") for variant in variants]
    sentences += [say("group region")] if group else []
    for cluster in hosts:
        address = f' at "https://{cluster}.example.org:6443"' if mode == "hub" else ""
        member = " in region" if cluster in group else ""
        sentences.append(say(f"cluster {cluster}{address}{member}{draw(mixed_in(variants))}"))
    runs: list[Run] = []
    for stage in STAGES[: draw(st.integers(1, 3))]:
        hosted, said = draw(places_of_stage(tuple(sorted(hosts)), group, layout.one_cluster))
        runs += [(stage, cluster) for cluster in hosted]
        sentences.append(draw(stages(stage, said, variants)))
    names = sorted({stage for stage, _ in runs}, key=STAGES.index)
    if len(names) > 1 and draw(st.booleans()):
        reviewed = [say("review required")] if draw(st.booleans()) else []
        sentences.append(say(f"promote {' -> '.join(names)} by manual", *reviewed))
    if any(word.head == "window night" for sentence in sentences for word in sentence.block):
        sentences.append(NIGHT)
    return Fleet(mode, tuple(sorted(hosts)), tuple(runs), variants, tuple(sentences))


@st.composite
def mixed_in(draw: Draw, variants: tuple[str, ...]) -> str:
    chosen = draw(st.lists(st.sampled_from(variants), unique=True)) if variants else []
    return f" with [{', '.join(chosen)}]" if chosen else ""


@st.composite
def places_of_stage(
    draw: Draw, hosts: tuple[str, ...], group: set[str], one: bool
) -> tuple[tuple[str, ...], str]:
    """The clusters of a stage, and how the stage says them."""
    if (len(group) == 1 and draw(st.booleans())) or (group and not one and draw(st.booleans())):
        return tuple(sorted(group)), "region"
    most = 1 if one else len(hosts)
    chosen = draw(st.lists(st.sampled_from(hosts), unique=True, min_size=1, max_size=most))
    return tuple(sorted(chosen)), f"[{', '.join(chosen)}]"


@st.composite
def stages(draw: Draw, stage: str, on: str, variants: tuple[str, ...]) -> Sentence:
    words = ("review required", f'owners ["@acme/{stage}"]')
    inner = [word for word in words if draw(st.booleans())]
    if draw(st.integers(1, 20)) == 7:
        inner.append("window night")
    block = [say(word) for word in inner]
    if draw(st.booleans()):
        block.append(say("sync", draw(st.sampled_from(("mode manual", "prune false", "every 5m")))))
    return say(f"stage {stage} on {on}{draw(mixed_in(variants))}", *block)


@st.composite
def infras(draw: Draw, fleet: Fleet, layered: bool) -> list[Said]:
    """Infra on all clusters or on some, each needing some of those before it."""
    found: list[Said] = []
    everywhere = frozenset(cluster for _, cluster in fleet.runs)
    for name in INFRA_NAMES[: draw(st.integers(0, 3))]:
        narrowed = draw(st.booleans())
        on = (
            frozenset(draw(st.lists(st.sampled_from(fleet.clusters), unique=True, min_size=1)))
            if narrowed
            else everywhere
        )
        before = [said for said in found if on <= said.clusters]
        found.append(draw(infra(name, on, narrowed, layered, [said.name for said in before])))
    return found


@st.composite
def all_teams(
    draw: Draw, fleet: Fleet, lower: list[Said], kinds: tuple[str, ...]
) -> list[tuple[Sentence, list[Said]]]:
    """Teams with their apps; an app may need apps of the teams before it."""
    found: list[tuple[Sentence, list[Said]]] = []
    before: list[Said] = []
    for team in TEAMS[: draw(st.integers(1, 3))]:
        apps = []
        for name in APPS[: draw(st.integers(1, 3))]:
            said = draw(app(team, name, fleet.runs, fleet.variants, before, lower, kinds))
            apps.append(said)
            before.append(said)
        found.append((draw(team_of(team, fleet, apps)), apps))
    return found


@st.composite
def team_of(draw: Draw, team: str, fleet: Fleet, apps: list[Said]) -> Sentence:
    """A team says where it lives, who looks after it, and how much it may use."""
    block: list[Sentence] = []
    if draw(st.booleans()):
        pattern = draw(st.sampled_from(("{team}-{stage}", "{team}-apps-{stage}")))
        block.append(say(f'namespace "{pattern}"'))
    if draw(st.booleans()):
        block.append(say(f'admins ["{team}:leads"]'))
    if draw(st.booleans()):
        block.append(say(f'labels ["example.org/team={team}"]'))
    if draw(st.integers(1, 9)) == 7:
        block.append(say("deny [ResourceQuota]"))
    if draw(st.booleans()):
        block.append(say("quota", "pods = 20", '"requests.cpu" = "10"'))
    if draw(st.booleans()):
        block.append(say("limits", 'default.memory = "256Mi"', "max.cpu = 2"))
    if draw(st.booleans()):
        block.append(say("network deny-all"))
    if draw(st.booleans()):
        block.append(say(f'owners ["@acme/{team}"]'))
    stages_of_team = sorted({stage for said in apps for stage, _ in said.runs})
    if draw(st.booleans()):
        stage = draw(st.sampled_from(stages_of_team))
        limits = say("limits", 'default.memory = "512Mi"')
        block.append(say(f"in {stage}", say("quota", "pods = 50"), limits))
    return say(f"team {team}", *block, *(said.sentence for said in apps))
