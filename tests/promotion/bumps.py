"""What people's and bots' tools do to a version file, each as the tool does it.

`kustomize edit` writes the whole file anew, in its own indentation and without the comments in it
(5.8.1; tests/real/kustomize_cli.py holds this against the real one). The others touch the value.
"""

import re
from collections.abc import Callable

Bump = Callable[[str, str, str], str]
"""The text of a file, the name of an image or chart, another version."""


def kustomize_edit(text: str, name: str, tag: str) -> str:
    head = [line for line in text.splitlines() if line.startswith("# ")]
    quoted = f'"{tag}"' if re.fullmatch(r"[\d.]+(e\d+)?", tag) and tag.count(".") < 2 else tag
    return "\n".join(
        [
            *head,
            "apiVersion: kustomize.config.k8s.io/v1alpha1",
            "kind: Component",
            "images:",
            f"- name: {name}",
            f"  newTag: {quoted}",
            "",
        ]
    )


def in_place(text: str, name: str, tag: str) -> str:
    """Flux's setters and Renovate's `kustomize` manager: the value, and what stands behind it
    stays."""
    return re.sub(r'(?<=newTag: )("?)[^\s"]+("?)', lambda m: f'"{tag}"', text, count=1)


def setter(text: str, tag: str) -> str:
    """Flux's setters: the value before the marker, of which `:tag` wants the tag alone."""
    return re.sub(r'[^\s:"]+"?(?= # \{"\$imagepolicy")', tag, text)


def image_updater(text: str, name: str, tag: str) -> str:
    """Argo CD Image Updater replaces the element of the list, by one of its own."""
    begin = text.index("images:")
    return f'{text[:begin]}images:\n  - name: {name}\n    newTag: "{tag}"\n'


def helmv3(text: str, name: str, version: str) -> str:
    """Renovate's manager of charts: the version behind the name of the dependency."""
    return re.sub(rf"(name: {name}\n\s+version: )\S+", rf"\g<1>{version}", text)


def helm_values(text: str, name: str, tag: str) -> str:
    """What edits `tag: …` in values: Flux's setters, Argo CD Image Updater with `helmvalues`,
    Renovate's `helm-values` manager."""
    return re.sub(r"(?<=tag: )\S+", f'"{tag}"', text)


OF_IMAGES: dict[str, Bump] = {
    "kustomize edit set image": kustomize_edit,
    "flux or renovate": in_place,
    "argocd-image-updater": image_updater,
}
