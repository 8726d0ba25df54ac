"""The shapes of Kargo's and GitOps Promoter's objects, strict: nothing they do not know.

Neither project's release can be had here, so these are written down by hand from what they publish:
the CustomResourceDefinitions of Kargo (charts/kargo/resources/crds) and of GitOps Promoter 0.39
(config/crd/bases), and for the steps of Kargo the tables of its "Promotion Steps". Only what may be
written is here, and no status. Where their own schemas lie beside the checkout, those are asked.
"""

from functools import cache
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
SWITCH: Schema = {"type": "boolean"}
NAME: Schema = {"type": "string", "pattern": r"^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$", "maxLength": 253}
KEY: Schema = {"type": "string", "pattern": r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "maxLength": 63}
VARIABLE: Schema = {"type": "string", "pattern": r"^[a-zA-Z_]\w*$"}
DURATION: Schema = {"type": "string", "pattern": r"^([0-9]+(\.[0-9]+)?(s|m|h))+$"}
FORGE: Schema = {"enum": ["azure", "bitbucket", "gitea", "github", "gitlab"]}
GIT: Schema = {"type": "string", "pattern": r"^https?://[\w.-]+(:\d{1,5})?/.+$"}
IMAGE: Schema = {
    "type": "string",
    "pattern": r"^(\w+([\.-]\w+)*(:[\d]+)?/)?(\w+([\.-]\w+)*)(/\w+([\.-]\w+)*)*$",
}


def table(needed: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**needed, **(optional or {})},
        "required": list(needed),
        "additionalProperties": False,
    }


def some(items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": 1}


def one_of(*keys: str) -> Schema:
    """Exactly one of these keys, as the rules of the definitions say it."""
    return {"oneOf": [{"required": [key]} for key in keys]}


_REFERENCE = table({"name": NAME})
_SELECTOR = table({}, {"matchLabels": {"type": "object", "additionalProperties": TEXT}})

_CONFIGS: dict[str, Schema] = {
    "git-clone": table({"repoURL": GIT, "checkout": some(table({"path": TEXT}, {"branch": TEXT}))}),
    "git-commit": table({"path": TEXT, "message": TEXT}),
    "git-push": table({"path": TEXT}, {"generateTargetBranch": SWITCH, "targetBranch": TEXT}),
    "git-open-pr": table(
        {"repoURL": GIT, "sourceBranch": TEXT}, {"targetBranch": TEXT, "provider": FORGE}
    ),
    "git-wait-for-pr": table({"repoURL": GIT, "prNumber": TEXT}, {"provider": FORGE}),
    "kustomize-set-image": table(
        {
            "path": TEXT,
            "images": some(
                {
                    **table({"image": IMAGE}, {"tag": TEXT, "digest": TEXT}),
                    **one_of("tag", "digest"),
                }
            ),
        }
    ),
    "yaml-update": table({"path": TEXT, "updates": some(table({"key": TEXT, "value": TEXT}))}),
    "yaml-parse": table(
        {"path": TEXT, "outputs": some(table({"name": VARIABLE, "fromExpression": TEXT}))}
    ),
    "argocd-update": table({"apps": some(table({"name": NAME}, {"namespace": NAME}))}),
}

_USE: Schema = {
    "oneOf": [
        table({"uses": {"const": step}, "config": config}, {"as": TEXT, "if": TEXT})
        for step, config in _CONFIGS.items()
    ]
}
_TASK = table(
    {"task": table({"name": NAME})},
    {"as": TEXT, "vars": some(table({"name": VARIABLE}, {"value": TEXT}))},
)

_IMAGE_WANTED = table(
    {"repoURL": IMAGE, "strictSemvers": SWITCH},
    {
        "constraint": TEXT,
        "imageSelectionStrategy": {"enum": ["Digest", "Lexical", "NewestBuild", "SemVer"]},
    },
)
_CHART_WANTED = table(
    {"repoURL": {"type": "string", "pattern": r"^(https?|oci)://[\w.-]+(:\d+)?(/.*)*$"}},
    {"name": TEXT, "semverConstraint": TEXT},
)

_SPECS: dict[tuple[str, str], Schema | None] = {
    ("kargo.akuity.io", "Project"): None,
    ("kargo.akuity.io", "ProjectConfig"): table(
        {
            "promotionPolicies": some(
                table({"stageSelector": table({"name": NAME}), "autoPromotionEnabled": SWITCH})
            )
        }
    ),
    ("kargo.akuity.io", "PromotionTask"): table(
        {"steps": some(_USE)}, {"vars": some(table({"name": VARIABLE}, {"value": TEXT}))}
    ),
    ("kargo.akuity.io", "Warehouse"): table(
        {
            "interval": DURATION,
            "subscriptions": some(
                {
                    **table({}, {"image": _IMAGE_WANTED, "chart": _CHART_WANTED}),
                    **one_of("image", "chart"),
                }
            ),
        },
        {"freightCreationPolicy": {"enum": ["Automatic", "Manual"]}},
    ),
    ("kargo.akuity.io", "Stage"): table(
        {
            "requestedFreight": some(
                table(
                    {
                        "origin": table({"kind": {"const": "Warehouse"}, "name": NAME}),
                        "sources": {
                            **table({}, {"direct": {"const": True}, "stages": some(NAME)}),
                            **one_of("direct", "stages"),
                        },
                    }
                )
            ),
            "promotionTemplate": table({"spec": table({"steps": some({"oneOf": [_USE, _TASK]})})}),
        }
    ),
    ("promoter.argoproj.io", "GitRepository"): {
        **table(
            {
                "scmProviderRef": table(
                    {"kind": {"enum": ["ScmProvider", "ClusterScmProvider"]}, "name": NAME}
                )
            },
            {
                forge: table({"owner": TEXT, "name": TEXT})
                for forge in ("github", "gitea", "bitbucketCloud")
            },
        ),
        **one_of("github", "gitea", "bitbucketCloud"),
    },
    ("promoter.argoproj.io", "PromotionStrategy"): table(
        {
            "gitRepositoryRef": _REFERENCE,
            "orderCommitStatusRef": table({"group": TEXT, "kind": TEXT, "name": NAME}),
            "environments": some(
                table({"branch": TEXT}, {"autoMerge": SWITCH, "dependsOn": some(TEXT)})
            ),
        },
        {"activeCommitStatuses": some(table({"key": KEY}))},
    ),
    ("promoter.argoproj.io", "DependentsSuccessfulCommitStatus"): table(
        {"key": KEY, "promotionStrategyRef": _REFERENCE}
    ),
    ("promoter.argoproj.io", "ArgoCDCommitStatus"): table(
        {"promotionStrategyRef": _REFERENCE, "applicationSelector": _SELECTOR}, {"key": KEY}
    ),
}


@cache
def shape(api_version: str, kind: str) -> Schema | None:
    """The schema of a kind, or `None` for kinds that are not described here."""
    group, _, version = api_version.rpartition("/")
    if version != "v1alpha1" or (group, kind) not in _SPECS:
        return None
    spec = _SPECS[group, kind]
    head: Schema = {
        "apiVersion": {"const": api_version},
        "kind": {"const": kind},
        "metadata": {"type": "object", "required": ["name"]},
    }
    return table({**head, **({"spec": spec} if spec else {})})
