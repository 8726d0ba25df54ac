"""What an Application says itself about an app that is deployed from the repository of its code.

There is no overlay to say it in (the talk, "Alternative: Repo pointer"), and a push to that
repository cannot undo what stands in the link.
"""

from gitopsc.payload import inline_patches, relative, scaled
from gitopsc.plan.unit import Unit


def kustomize_options(unit: Unit) -> dict[str, object]:
    """`source.kustomize`: Argo CD writes these into the kustomization before it builds it. The
    namespace is said too: that of the destination only reaches objects which name none."""
    options: dict[str, object] = {
        "namespace": unit.namespace,
        "images": [f"{unit.image}:{unit.image_tag}"] if unit.has_pinned_image else [],
        "replicas": scaled(unit),
        "components": [relative(item.slot, unit.deployed) for item in unit.components],
        "patches": inline_patches(unit),
    }
    return {field: value for field, value in options.items() if value}
