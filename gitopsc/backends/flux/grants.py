"""What a team's own Flux may do: it is bootstrapped without rights on the cluster."""

from gitopsc.backends.flux.controllers import USUAL, extra
from gitopsc.backends.flux.site import Site
from gitopsc.manifests.draft import Draft
from gitopsc.payload import emit_grants

DEPLOYING = ("helm-controller", "kustomize-controller")


def emit_rights(site: Site, draft: Draft) -> None:
    """Put its rights: those that apply, wherever the team deploys; the others at home, where Flux's
    objects and the Secrets they name are."""
    others = [name for name in (*USUAL, *extra(site)) if name not in DEPLOYING]
    emit_grants(site.instance, site.grants, DEPLOYING, others, draft)
