"""Random apps and infra of every kind: charts, kustomize, plain manifests, or nothing yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.properties.sentences import Sentence, say

Run = tuple[str, str]

CHARTS = ("https", "oci", "git", "tagged", "umbrella")
REPLICATED = "config replicated from code by manual"
BUILT = ("starter", "pinned", "brought", "pointer")
"""Kinds that a kustomization can change."""
AS_WRITTEN = ("plain", "copied", "unknown")
KINDS = (*BUILT, *AS_WRITTEN, *CHARTS)
MOVING = ("starter", "brought")
"""Kinds with an image whose version has a file, in a kustomization of ours."""
SHARED_IMAGE = "some_worker"
"""The image of several apps, of which no object could have the name."""


@dataclass(frozen=True)
class Said:
    """An app or infra with what others must know of it."""

    name: str
    sentence: Sentence
    runs: frozenset[Run] = frozenset()
    clusters: frozenset[str] = frozenset()
    beside: Mapping[str, str] = field(default_factory=dict)


@st.composite
def app(
    draw: st.DrawFn,
    team: str,
    name: str,
    everywhere: tuple[Run, ...],
    variants: tuple[str, ...],
    before: Sequence[Said],
    lower: Sequence[Said],
    kinds: tuple[str, ...],
) -> Said:
    """An app in all stages or in some."""
    kind = draw(st.sampled_from(kinds))
    stages = sorted({stage for stage, _ in everywhere})
    narrowed = draw(st.booleans())
    chosen = (
        draw(st.lists(st.sampled_from(stages), unique=True, min_size=1)) if narrowed else stages
    )
    runs = frozenset(run for run in everywhere if run[0] in chosen)
    clusters = frozenset(cluster for _, cluster in runs)
    candidates = [said.name for said in before if runs <= said.runs]
    candidates += [said.name for said in lower if clusters <= said.clusters]
    needs = (
        draw(st.lists(st.sampled_from(candidates), unique=True, max_size=3)) if candidates else []
    )
    path = f"manifests/{team}-{name}.yaml"
    image = f"registry.example.org/{draw(st.sampled_from((name, SHARED_IMAGE)))}"
    block, brought = _content(kind, name, path, image)
    if variants and kind in ("starter", "pinned", "brought") and draw(st.booleans()):
        block.append(say(f"variants [{', '.join(variants)}]"))
    if kind in ("starter", "pinned") and draw(st.integers(0, 3)) == 0:
        block.append(say("state [settings]"))
    if draw(st.integers(0, 4)) == 0:
        block.append(say(f'namespace "{team}-{name}-{{stage}}"'))
    if draw(st.integers(0, 4)) == 0:
        block.append(say("sync", "timeout 3m"))
    if kind not in AS_WRITTEN:
        block += draw(differences(kind, sorted(runs)))
    head = f"app {name}{_using(kind, name)}"
    head += f" needs [{', '.join(needs)}]" if needs else ""
    head += f" in [{', '.join(chosen)}]" if narrowed else ""
    beside = {path: brought} if brought else {}
    return Said(f"{team}.{name}", say(head, *block), runs, clusters, beside)


def _using(kind: str, name: str) -> str:
    return {
        "https": ' from "https://charts.example.org"',
        "oci": f' from "oci://registry.example.org/charts/{name}"',
        "git": f' using helm from charts at "{name}"',
        "tagged": ' from "https://charts.example.org"',
        "umbrella": ' using umbrella from "https://charts.example.org"',
        "plain": " using plain",
        "brought": " using kustomize",
    }.get(kind, "")


def _content(kind: str, name: str, path: str, image: str) -> tuple[list[Sentence], str]:
    """The block of an app of this kind, and the manifests it brings."""
    said, manifests = say(f'image "{image}"'), deployment(name, image)
    match kind:
        case "starter":
            return [said, say('start "1.0.0"')], ""
        case "pinned":
            return [said, say('version "1.1.0"')], ""
        case "brought":
            return [said, say('start "1.0.0"'), say(f'manifests "{path}"')], manifests
        case "plain":
            return [say(f'manifests "{path}"')], manifests
        case "pointer":
            return [said, say('start "1.0.0"'), say("config pointer from code")], ""
        case "copied":
            return [say(f'manifests "{path}"'), say(REPLICATED)], manifests
        case "unknown":
            return [say(REPLICATED)], ""
        case "https":
            return [say('chart "podinfo"'), say('version "6.9.0"'), say("everywhere = true")], ""
        case "tagged":
            tag = 'image "registry.example.org/podinfo" in "image.tag"'
            return [
                say('chart "podinfo"'),
                say('version "6.9.0"'),
                say(tag),
                say('start "1.0.0"'),
            ], ""
        case "umbrella":
            return [say('chart "podinfo"'), say('start "6.9.0"'), say("everywhere = true")], ""
        case _:
            return [say('version "6.9.0"')], ""


@st.composite
def differences(draw: st.DrawFn, kind: str, runs: list[Run]) -> list[Sentence]:
    """Scopes of which those that overlap say different keys."""
    key = "replicas = 2" if kind in BUILT else "size.replicas = 2"
    scoped = {f"in {stage}": [key, _setting(kind, "STAGE", stage)] for stage, _ in runs}
    scoped |= {f"on {cluster}": [_setting(kind, "CLUSTER", cluster)] for _, cluster in runs}
    scoped |= {
        f"in {stage} on {cluster}": [key.replace("2", "5"), _setting(kind, "BOTH", cluster)]
        for stage, cluster in runs
    }
    chosen = draw(st.lists(st.sampled_from(sorted(scoped)), unique=True, max_size=4))
    said = [say(scope, *scoped[scope]) for scope in chosen]
    if draw(st.booleans()):
        said.append(say(_setting(kind, "STAGE", "none")))
    stages = {stage for stage, _ in runs}
    can_move = kind in ("pinned", "pointer", *CHARTS) and (kind != "umbrella" or len(stages) > 1)
    if can_move and draw(st.booleans()):  # an umbrella's `start` has to begin some stage
        stage = draw(st.sampled_from(runs))[0]
        head = f"in {stage}"
        others = [s for s in said if s.head != head]
        same = [line for s in said if s.head == head for line in s.block]
        said = [*others, say(head, *same, 'version "7.0.0"')]
    return said


def _setting(kind: str, name: str, value: str) -> str:
    if kind in CHARTS:
        return f'extra.{name.lower()} = "{value}"'
    return f'env.{name} = "{value}"'


@st.composite
def infra(
    draw: st.DrawFn,
    name: str,
    on: frozenset[str],
    narrowed: bool,
    layered: bool,
    before: list[str],
) -> Said:
    """Something a cluster has for all teams."""
    kind = draw(st.sampled_from(("https", "oci", "git", "brought")))
    needs = draw(st.lists(st.sampled_from(before), unique=True, max_size=2)) if before else []
    block = []
    beside = {}
    if kind == "brought":
        path = f"manifests/{name}.yaml"
        beside[path] = role(name)
        block.append(say(f'manifests "{path}"'))
    else:
        block += [say('version "1.2.3"'), say("crds.enabled = true")]
        if draw(st.booleans()):
            block.append(say('labels ["example.org/owner=platform"]'))
        if draw(st.booleans()):
            cluster = draw(st.sampled_from(sorted(on)))
            block.append(say(f"on {cluster}", "replicaCount = 2"))
    if layered:
        block.append(say(f"layer {draw(st.sampled_from(('configs', 'controllers')))}"))
    head = f"infra {name}{_using(kind, name) if kind != 'brought' else ''}"
    head += f" needs [{', '.join(needs)}]" if needs else ""
    head += f" on [{', '.join(sorted(on))}]" if narrowed else ""
    return Said(name, say(head, *block), clusters=on, beside=beside)


def deployment(name: str, image: str) -> str:
    return f"""\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
spec:
  selector:
    matchLabels:
      app: {name}
  template:
    metadata:
      labels:
        app: {name}
    spec:
      containers:
        - name: {name}
          image: {image}
"""


def role(name: str) -> str:
    return f"""\
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: {name}
rules: []
"""
