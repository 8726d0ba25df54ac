"""The files of the workloads themselves: the same tree whichever operator deploys it."""

from gitopsc.payload.brought import emit_brought, resources_of
from gitopsc.payload.code import emit_code
from gitopsc.payload.files import SEEDED, emit_file
from gitopsc.payload.furniture import NAMESPACES, furniture, gather_beside
from gitopsc.payload.grants import emit_grants
from gitopsc.payload.kustomize import emit_kustomize
from gitopsc.payload.patches import host_patch, inline_patch, inline_patches, object_patch, scaled
from gitopsc.payload.paths import relative
from gitopsc.payload.plain import emit_plain
from gitopsc.payload.rendered import emit_rendered
from gitopsc.payload.umbrella import dependency_repository, emit_umbrella
from gitopsc.payload.values import all_values, emit_tag, emit_values

__all__ = [
    "NAMESPACES",
    "SEEDED",
    "all_values",
    "dependency_repository",
    "emit_brought",
    "emit_code",
    "emit_file",
    "emit_grants",
    "emit_kustomize",
    "emit_plain",
    "emit_rendered",
    "emit_tag",
    "emit_umbrella",
    "emit_values",
    "furniture",
    "gather_beside",
    "host_patch",
    "inline_patch",
    "inline_patches",
    "object_patch",
    "relative",
    "resources_of",
    "scaled",
]
