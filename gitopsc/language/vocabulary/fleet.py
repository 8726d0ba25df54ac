"""Where things run: groups, clusters, variants, stages, windows."""

from gitopsc.language.forms.amounts import Duration
from gitopsc.language.forms.form import Many
from gitopsc.language.forms.kubernetes import NamespacePattern, SecretName
from gitopsc.language.forms.names import DeclaredName, Mention, Words
from gitopsc.language.forms.places import server_url
from gitopsc.language.forms.texts import Term, Text, clock, owner, pair, time_zone
from gitopsc.language.vocabulary.noun import Field, Noun
from gitopsc.language.vocabulary.policy import SYNC

RUNS_ON = Many(Mention(("cluster", "group")))
MIXED = Many(Mention(("variant",)), ordered=True)
LABELS = Many(Text('`"key=value"`', pair))
OWNERS = Many(Text('a person or group, `"@acme/release"`', owner))
KUBECONFIG = SecretName(("cluster",))
NAMESPACE = NamespacePattern("a namespace", ("team", "app", "stage", "cluster"))

GROUP = Noun(
    "group",
    "A name for several clusters; stands wherever `on` takes a cluster. Groups do not nest.",
    "group edge",
    DeclaredName(),
)

CLUSTER = Noun(
    "cluster",
    "A Kubernetes cluster. A list declares each of its names, and `{cluster}` stands for it.",
    'cluster eu-prod at "https://eu-prod.example.org:6443" in europe',
    Many(DeclaredName(), omitted=None),
    clauses=(
        Field("at", Text("the address of its API server", server_url), "where a hub reaches it"),
        Field("in", Many(Mention(("group",))), "the groups it belongs to"),
        Field("with", MIXED, "variants mixed into everything on it"),
    ),
    attributes=(
        Field("labels", LABELS, "labels of the cluster"),
        Field("credentials", Term(check=KUBECONFIG), "the name of the Secret with its kubeconfig"),
    ),
)

VARIANT = Noun(
    "variant",
    "A named difference that stages and clusters mix in: a kustomize Component.",
    "variant prod",
    DeclaredName(),
)

STAGE = Noun(
    "stage",
    "A stage (environment) on the way of a release.",
    "stage production on [eu-prod, us-prod] with prod {\n  review required\n}",
    DeclaredName(),
    clauses=(
        Field(
            "on",
            RUNS_ON._replace(omitted="if there is one cluster"),
            "where it runs; may be left out when there is one cluster",
            header_only=True,
        ),
        Field("with", MIXED, "variants mixed in, in this order"),
    ),
    attributes=(
        Field("review", Words(("required",)), "changes need a second person; deletions wait"),
        Field("window", Mention(("window",)), "when changes may be applied"),
        Field("admit", Words(("named",)), "takes only apps whose `in` names it"),
        Field("owners", OWNERS, "who answers for it"),
        Field("namespace", Term(check=NAMESPACE), "the namespace of its apps"),
    ),
    holds=(SYNC,),
)

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

WINDOW = Noun(
    "window",
    "A stretch of time in which changes may be applied.",
    'window night {\n  days [mon, tue]\n  start "21:00"\n  length 4h\n}',
    DeclaredName(),
    attributes=(
        Field("days", Many(Words(DAYS), omitted=None), "the days on which it opens", required=True),
        Field("start", Text('a time of day (`"21:00"`)', clock), "when it opens", required=True),
        Field("length", Duration(), "how long it stays open", required=True),
        Field(
            "zone",
            Text('a time zone (`"Europe/Berlin"`)', time_zone),
            "whose clock; UTC if not said",
        ),
    ),
)
