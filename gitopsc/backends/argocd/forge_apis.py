"""Where the forges are asked for pull requests."""

from urllib.parse import urlsplit

from gitopsc.backends.argocd.site import Site
from gitopsc.plan.preview import PreviewAt
from gitopsc.wiring.forges import KNOWN, http_address

PUBLIC = {"github": "https://api.github.com/", "gitlab": "https://gitlab.com/"}
"""Where Argo CD asks if a generator does not say (`go-github`, `gitlab-org/api/client-go`)."""


def asked_forges(site: Site) -> tuple[str, ...]:
    """The addresses at which the sets of a site ask, each as its generator says it."""
    return tuple(sorted({own_api(p) or PUBLIC[p.forge] for p in site.previews}))


def own_api(preview: PreviewAt) -> str | None:
    """Where a forge is asked that Argo CD does not know by itself; of Gitea there are many."""
    address = urlsplit(http_address(preview.code.url))
    if preview.forge != "gitea" and address.hostname in KNOWN:
        return None
    host = address.netloc.rpartition("@")[2]
    return f"{address.scheme}://{host}{'/api/v3/' if preview.forge == 'github' else ''}"
