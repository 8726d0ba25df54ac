"""Who owns what: infra, teams, apps, and what is said about their workloads."""

from gitopsc.language.forms.form import Form, Many
from gitopsc.language.forms.kubernetes import NamespacePattern, container_name
from gitopsc.language.forms.names import DeclaredName, KindAndName, Mention, Words
from gitopsc.language.forms.places import Origin, PathPattern
from gitopsc.language.forms.texts import (
    KindOfObject,
    Term,
    Text,
    Version,
    image,
    key_of_values,
)
from gitopsc.language.vocabulary.fleet import LABELS, MIXED, NAMESPACE, OWNERS, RUNS_ON
from gitopsc.language.vocabulary.noun import Field, Noun
from gitopsc.language.vocabulary.places import PLACE, REPO
from gitopsc.language.vocabulary.policy import LIMITS, QUOTA, SYNC
from gitopsc.language.vocabulary.releases import BUMP, CONFIG, PREVIEW

TOOL_OF_INFRA = Words(("kustomize", "helm", "plain"))
TOOL_OF_APP = Words(("kustomize", "helm", "plain", "umbrella"))
STAGES = Many(Mention(("stage",)))
OF_INFRA = ("infra", "cluster")
OF_APP = ("team", "app", "stage", "cluster")

PATCH = Noun(
    "patch",
    "Changes one object of the brought manifests; keys are JSON pointers (RFC 6901).",
    'patch ClusterIssuer.letsencrypt {\n  "/spec/acme/server" = "https://acme.example.org"\n}',
    KindAndName(),
    keys="pointer",
)

WORKLOAD = Noun(
    "workload",
    "The object that `replicas` and `env` are set on; a Deployment named like the app if not said.",
    "workload StatefulSet.db {\n  container main\n}",
    KindAndName(name_optional=True),
    attributes=(
        Field("container", Term(check=container_name), "the container that `env` is set in"),
    ),
    once=True,
)


def _from_outside(owner: str, dimensions: tuple[str, ...]) -> tuple[Field, ...]:
    path: Form = Text("a path beside the spec", PathPattern(f"a path of {owner}", dimensions))
    return (
        Field("version", Version(), "pinned in the spec: the chart's, the image's, the base's"),
        Field("values", Many(path, ordered=True), "values files, in the order Helm reads them"),
        Field("manifests", path, "a file or a folder of manifests"),
    )


def _scope(owner: str, dimensions: tuple[str, ...], *more: Noun) -> Noun:
    return Noun(
        "scope",
        "What is different where all of its clauses hold: a clause, or several, with a block.",
        "in production on us-prod {\n  replicas = 5\n}",
        clauses=(
            Field("in", STAGES, "in one of these stages"),
            Field("on", RUNS_ON, "on one of these clusters"),
            Field("with", Many(Mention(("variant",))), "where one of these is mixed in"),
        ),
        attributes=_from_outside(owner, dimensions),
        holds=(PATCH, *more),
        keys="dotted",
    )


def _whence(tool: Words) -> tuple[Field, ...]:
    return (
        Field("using", tool, "what builds it"),
        Field("from", Origin(), "where its chart or base comes from"),
        Field(
            "at",
            Text("a path", PathPattern("such a path", ())),
            "the path inside what `from` names",
        ),
    )


INFRA = Noun(
    "infra",
    "Something a cluster has for all teams: an ingress controller, certificates.",
    'infra cert-manager from "https://charts.jetstack.io" {\n  version "v1.15.3"\n}',
    DeclaredName(),
    clauses=(
        *_whence(TOOL_OF_INFRA),
        Field("needs", Many(Mention(("infra",))), "what comes first"),
        Field(
            "on",
            RUNS_ON,
            "only there; if not said, on every cluster with a stage that admits all apps",
            header_only=True,
        ),
    ),
    attributes=(
        Field("chart", Term(), "the chart's name, where it is another one"),
        Field("layer", DeclaredName(), "infra of one layer is deployed together"),
        Field("namespace", Term(check=NamespacePattern("an infra's namespace")), "its namespace"),
        Field("labels", LABELS, "labels of its namespace"),
        *_from_outside("an infra", OF_INFRA),
    ),
    holds=(PATCH, BUMP, SYNC),
    scope=_scope("an infra", OF_INFRA),
    keys="dotted",
)

APP = Noun(
    "app",
    "Something a team deploys.",
    'app checkout using kustomize needs ledger {\n  image "ghcr.io/acme/checkout"\n}',
    DeclaredName(),
    clauses=(
        *_whence(TOOL_OF_APP),
        Field("needs", Many(Mention(("app", "infra"))), "what comes first"),
        Field("in", STAGES, "only in these stages", header_only=True),
        Field("on", RUNS_ON, "only on these clusters", header_only=True),
    ),
    attributes=(
        Field("chart", Term(), "the chart's name, where it is another one"),
        Field(
            "image",
            Text("an image without a tag", image),
            "the image whose version moves",
            clause=Field(
                "in",
                Text('a key of values (`"image.tag"`)', key_of_values),
                "of a chart: the value that holds the tag",
            ),
        ),
        Field("start", Version(), "the version its version files begin with"),
        Field(
            "state", Many(DeclaredName()), "files of settings that are promoted with its version"
        ),
        Field("namespace", Term(check=NAMESPACE), "its namespace"),
        Field("variants", MIXED, "the variants it has; none if not said"),
        *_from_outside("an app", OF_APP),
    ),
    holds=(WORKLOAD, PATCH, CONFIG, PREVIEW, BUMP, SYNC, PLACE),
    scope=_scope("an app", OF_APP),
    keys="dotted",
)

TEAM = Noun(
    "team",
    "A team (tenant) and everything it owns: what stands in its block is its own.",
    'team payments on [eu-staging, eu-prod] {\n  namespace "payments-{stage}"\n}',
    DeclaredName(),
    clauses=(Field("on", RUNS_ON, "only there; everywhere if not said", header_only=True),),
    attributes=(
        Field("namespace", Term(check=NAMESPACE), "the namespace of its apps"),
        Field("admins", Many(Text("a group of people")), "groups that look after it"),
        Field("deny", Many(KindOfObject()), "kinds it may not create"),
        Field("shard", DeclaredName(), "the shard of its operator that looks after it"),
        Field("network", Words(("deny-all",)), "its pods reach nothing, and nothing reaches them"),
        Field("owners", OWNERS, "who answers for its files"),
        Field("labels", LABELS, "labels of its namespaces"),
        *(row for row in _from_outside("a team", OF_APP) if row.word == "values"),
    ),
    holds=(QUOTA, LIMITS, BUMP, SYNC, REPO, PLACE, APP),
    scope=_scope("a team", OF_APP, QUOTA, LIMITS),
    keys="dotted",
)
