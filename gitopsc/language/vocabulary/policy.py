"""`sync`, `quota` and `limits`: clocks, switches and amounts."""

from gitopsc.language.forms.amounts import Count, Duration, Switch
from gitopsc.language.forms.names import Words
from gitopsc.language.vocabulary.noun import Field, Noun

SYNC = Noun(
    "sync",
    "How things are reconciled. The narrower place wins, word by word.",
    "sync {\n  every 5m\n  prune false\n}",
    attributes=(
        Field("mode", Words(("auto", "manual")), "apply by itself, or wait for a person"),
        Field("prune", Switch(), "delete what is no longer in Git"),
        Field("heal", Switch(), "undo what was changed by hand; in HelmReleases only if said"),
        Field("every", Duration(), "how often Git is compared with the cluster"),
        Field("retry", Duration(), "how long to wait after a failure"),
        Field("retries", Count(), "how often to try again"),
        Field("timeout", Duration(), "when an attempt counts as failed"),
    ),
    once=True,
)

QUOTA = Noun(
    "quota",
    "Limits of each namespace of a team: a ResourceQuota.",
    'quota {\n  pods = 20\n  "requests.cpu" = "10"\n}',
    keys="quota",
    once=True,
)

COUNTED = (
    "configmaps",
    "persistentvolumeclaims",
    "pods",
    "replicationcontrollers",
    "resourcequotas",
    "secrets",
    "services",
    "services.loadbalancers",
    "services.nodeports",
)
OF_CONTAINERS = ("cpu", "ephemeral-storage", "memory")

IN_QUOTAS = (
    *COUNTED,
    *OF_CONTAINERS,
    *(f"limits.{name}" for name in OF_CONTAINERS),
    *(f"requests.{name}" for name in (*OF_CONTAINERS, "storage")),
)
"""What a ResourceQuota knows by a name without a slash, huge pages apart: Kubernetes refuses any
other (`pkg/apis/core/helper`, `standardQuotaResources`). Names with one are whoever's: extended
resources, `count/RESOURCE.GROUP`, `CLASS.storageclass.storage.k8s.io/requests.storage`."""

HUGE_PAGES = ("hugepages-", "requests.hugepages-")
"""How the names of huge pages begin, which go on with a size."""

LIMIT_KINDS = ("default", "defaultRequest", "max", "maxLimitRequestRatio", "min")
"""What a LimitRange says about a container, in the words of Kubernetes."""

LIMITS = Noun(
    "limits",
    "What one container in a namespace of a team may ask for, and gets if it asks for nothing: a "
    "LimitRange.",
    'limits {\n  default.memory = "256Mi"\n  max.memory = "2Gi"\n}',
    keys="limits",
    once=True,
)
