"""What Argo CD, or this workshop, answers to words it does not turn into files."""

from collections.abc import Mapping

from gitopsc.backends import common_answers

VERSIONS = ("3.0", "3.1", "3.2", "3.3", "3.4", "3.5")
"""The release lines that trees can be written for, the newest last."""

SINCE: Mapping[str, str] = {
    "hydrator into another repository": "3.5",
    "preview": "3.3",
    "rendered in oci": "3.1",
    "umbrella rendered by hydrator": "3.3",
}
"""Words that came with a later release line than the oldest: OCI sources with 3.1, the fields of a
dry source (`helm.releaseName`) with 3.3, the `repoURL` of a sync source with 3.5. Previews would
work before 3.3, but only since then a project says which Namespaces it permits, by their names."""

REFUSALS: Mapping[str, str] = {
    **common_answers.REFUSALS,
    "bump by flux-image-automation": "this raises versions for Flux; say `using "
    "argocd-image-updater`, or let Renovate do it",
    "install autopilot as namespaced": "it installs Argo CD for a whole cluster; say `install "
    "helm` or `install kubectl`",
    "install flux": "this installs Flux; say `install helm`, or leave it out",
    "install flux-operator": "this installs Flux; say `install helm`, or leave it out",
    "link kustomization": "this links for Flux; say `link application`",
    "link resourceset": "this links for Flux; say `link applicationset`",
    "nest apps": "this nests for Flux; say `nest app-of-apps`",
    "nest flat": "folders of links need an Application each; say `nest app-of-apps`, and leave out "
    "`place wiring` to have all links in the root",
    "nest layers": "this nests for Flux; say `nest app-of-apps`, and order with `needs`",
    "shards": "Argo CD divides clusters among its controllers, not teams, and needs nothing in Git "
    "for it but their number (`ARGOCD_CONTROLLER_REPLICAS`); leave it out",
    "slices": "Argo CD renders out of the repository itself; leave it out. What is nearest is the "
    "annotation `manifest-generate-paths`, which spares renderings and is not written here",
    "nest teams": "say `nest app-of-apps`, with `place wiring` in a repository per team",
}

REMARKS: Mapping[str, str] = {
    **common_answers.REMARKS,
    "shard": "Argo CD divides clusters among its controllers, not teams, and does it by itself",
    "sync every": "Argo CD asks all repositories at one interval, which is a setting of its own "
    "(`timeout.reconciliation`)",
    "tenant-overlay": "what a team may do is its AppProject, which holds for all stages at once",
    "cluster labels": "they belong on the Secret by which Argo CD knows the cluster, beside its "
    "credentials; `generate clusters` selects by them",
    "cluster credentials": "they are in the Secret by which Argo CD knows the cluster, and secrets "
    "are not written here",
    "credentials": "Argo CD finds them by the repository's address, in a Secret of its own",
}
