"""Who reconciles."""

from gitopsc.language.forms.form import Many
from gitopsc.language.forms.kubernetes import NamespacePattern
from gitopsc.language.forms.names import DeclaredName, Words
from gitopsc.language.forms.texts import Term, Version
from gitopsc.language.vocabulary.fleet import OWNERS, RUNS_ON
from gitopsc.language.vocabulary.noun import Field, Noun
from gitopsc.language.vocabulary.places import PLACE
from gitopsc.language.vocabulary.policy import SYNC

OPERATOR = Noun(
    "operator",
    "Who reconciles: one instance for each cluster, or a hub for many.",
    "operator argocd as hub on mgmt {\n  install helm\n  nest app-of-apps\n}",
    Words(("argocd", "flux")),
    clauses=(
        Field(
            "as",
            Words(("standalone", "hub", "namespaced")),
            "one per cluster, one for all, or one per namespace; `standalone` if not said",
        ),
        Field("on", RUNS_ON, "the cluster of a hub; the clusters any other one serves"),
        Field("per", Words(("team",)), "an instance for each team; goes with `as namespaced`"),
    ),
    attributes=(
        Field(
            "install",
            Words(("helm", "kubectl", "autopilot", "flux", "flux-operator")),
            "how it gets onto its cluster (bootstrapping)",
        ),
        Field(
            "link",
            Words(("application", "applicationset", "kustomization", "resourceset")),
            "the object that leads from the operator to a folder",
        ),
        Field(
            "nest",
            Words(("app-of-apps", "flat", "layers", "teams", "apps")),
            "how such objects are nested",
        ),
        Field(
            "generate",
            Words(("list", "files", "folders", "clusters")),
            "how such objects are made from few (templating)",
        ),
        Field("version", Version(), "the version the files are written for"),
        Field("start", Version(), "the version of its own installation that the tree begins with"),
        Field(
            "namespace",
            Term(check=NamespacePattern("an operator's namespace", ("team",))),
            "its namespace; `{team}` in it where each team has one",
        ),
        Field(
            "shards",
            Many(DeclaredName("shard")),
            "sets of controllers of its own, among which teams are divided",
        ),
        Field("owners", OWNERS, "who answers for the files of the platform"),
    ),
    holds=(SYNC, PLACE),
)
