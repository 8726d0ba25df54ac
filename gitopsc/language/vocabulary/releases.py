"""Who moves versions: agents, promotions, bumps, configuration from code, previews."""

from gitopsc.language.forms.amounts import Duration
from gitopsc.language.forms.form import Many
from gitopsc.language.forms.kubernetes import NamespacePattern, SecretName
from gitopsc.language.forms.names import DeclaredName, Mention, Stages, Words
from gitopsc.language.forms.places import Pattern
from gitopsc.language.forms.texts import Term, Text, not_empty
from gitopsc.language.vocabulary.noun import Field, Noun
from gitopsc.model.releases import BOTS, CARRIERS, CI_SERVERS, HYDRATOR, UPDATERS

TOOLS = (*CI_SERVERS, *UPDATERS, *BOTS, *CARRIERS)

CHECKS = ("conftest", "gitopsc", "helm", "kubeconform", "kustomize")
"""What pipelines know how to run."""

BUILT_IN_AGENTS = ("copy", HYDRATOR, "manual")
"""Agents that exist without being declared."""

AGENT = Noun(
    "agent",
    "Something that writes to Git: a CI server, an image updater, a dependency bot. `manual`, "
    "`copy` and `hydrator` exist without being declared.",
    "agent ci using github-actions {\n  checks [kustomize, conftest]\n}",
    DeclaredName(),
    clauses=(
        Field("using", Words(TOOLS), "what it is", required=True),
        Field("on", Mention(("cluster",)), "the cluster it runs in, if it carries releases"),
    ),
    attributes=(
        Field("checks", Many(Words(CHECKS), ordered=True), "what its pipelines run first"),
        Field(
            "credentials",
            Term(check=SecretName()),
            "the Secret by which an updater opens private registries",
        ),
    ),
)

PROMOTE = Noun(
    "promote",
    "The way of a release through the stages.",
    "promote staging -> production by ci",
    Stages(),
    clauses=(Field("by", Mention(("agent",)), "who does it; `manual` if not said"),),
    attributes=(Field("review", Words(("required",)), "by pull request, never by push"),),
)

BUMP = Noun(
    "bump",
    "Who raises a version, and in which stages.",
    'bump image by updater in staging {\n  policy semver\n  range "~1.4"\n}',
    Words(("image", "chart")),
    clauses=(
        Field("by", Mention(("agent",)), "who does it", required=True),
        Field("in", Many(Mention(("stage",))), "where; if not said, where releases set out"),
    ),
    attributes=(
        Field(
            "policy",
            Words(("semver", "newest-build", "alphabetical", "digest")),
            "which version is the newest",
        ),
        Field("range", Text('a range (`"~1.4"`)', not_empty), "which versions are considered"),
    ),
)

CONFIG = Noun(
    "config",
    "Where the configuration that is deployed comes from: copied from the repository of an app's "
    "code, or pointed at there, or rendered from what lies in the tree.",
    "config replicated from code by ci",
    Words(("replicated", "pointer", "rendered")),
    clauses=(
        Field("from", Mention(("repo",)), "the repository of the code that it is written in"),
        Field("by", Mention(("agent",)), "who copies or renders it"),
    ),
    once=True,
)

OF_PREVIEW = ("team", "app", "stage", "number")

PREVIEW = Noun(
    "preview",
    "An environment of its own for each pull request.",
    "preview per pull-request from code in staging {\n  label preview\n  ttl 72h\n}",
    clauses=(
        Field("per", Words(("pull-request",)), "one for each", required=True),
        Field("from", Mention(("repo",)), "whose pull requests", required=True),
        Field("in", Mention(("stage",)), "the stage whose overlay it shows"),
        Field("on", Mention(("cluster",)), "where it runs"),
    ),
    attributes=(
        Field("label", Term(), "only pull requests that carry it"),
        Field("ttl", Duration(), "how long it lives"),
        Field(
            "namespace",
            Term(check=NamespacePattern("the namespace of a preview", OF_PREVIEW)),
            "its namespace",
        ),
        Field(
            "host",
            Text(
                "a host name",
                Pattern("the host of a preview", OF_PREVIEW),
            ),
            "its host name",
        ),
    ),
)
