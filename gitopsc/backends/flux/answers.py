"""What Flux, or this workshop, answers to words it does not turn into files."""

from collections.abc import Mapping

from gitopsc.backends import common_answers

VERSIONS = ("2.7", "2.8", "2.9")
"""The release lines that trees can be written for, the newest last."""

SINCE: Mapping[str, str] = {}
"""Words that came with a later release line than the oldest."""

REFUSALS: Mapping[str, str] = {
    **common_answers.REFUSALS,
    **dict.fromkeys(
        ("generate clusters", "generate files", "generate folders", "generate list"),
        "every link is written out, where a reader finds it; leave it out",
    ),
    "bump by argocd-image-updater": "this raises versions for Argo CD; say `using "
    "flux-image-automation`, or let Renovate do it",
    "heal false": "a Kustomization undoes drift at every interval; say `mode manual` to suspend it",
    "install autopilot": "this installs Argo CD; say `install flux`",
    "install flux-operator as namespaced": "it keeps one Flux in a cluster, and refuses a second "
    "FluxInstance; say `install flux`",
    "install helm": "this installs Argo CD; say `install flux`",
    "install kubectl": "this installs Argo CD; say `install flux`",
    "link application": "this links for Argo CD; say `link kustomization`",
    "link applicationset": "this links for Argo CD; say `link kustomization`",
    "nest app-of-apps": "this nests for Argo CD; say `nest layers`, `nest teams` or `nest apps`",
    "nest flat": "this nests for Argo CD; say `nest layers`, `nest teams` or `nest apps`",
    "rendered by hydrator": "Flux commits nothing; say `config rendered by AGENT`, with a CI "
    "server as the agent",
    "using gitops-promoter": "it carries what Argo CD has hydrated; say `using kargo`, which edits "
    "version files",
    "window": "Flux applies what it finds, at any hour (only a ResourceSetInputProvider knows a "
    "schedule); let the pipeline that merges into this stage keep the hours, and take it out",
}

REMARKS: Mapping[str, str] = {
    **common_answers.REMARKS,
    "cluster labels": "Flux knows clusters by folder and kubeconfig, and selects none by label",
    "sync retries": "a failed HelmRelease is retried as often; Kustomizations are retried for ever",
}
