"""What Argo CD, or this workshop, answers to words it does not turn into files."""

from collections.abc import Mapping

REFUSALS: Mapping[str, str] = {
    "as namespaced": "an Argo CD for one namespace is set up by its installation; declare it "
    "`as standalone` or `as hub`, and narrow the teams by their projects",
    "bump": "no image updater is set up; let a bot move the version files, and say `start`",
    "config pointer": "an Application reads this tree; bring the manifests with `manifests`, or "
    "place the overlay in the team's repository",
    "config replicated": "nothing copies between repositories; bring the manifests with "
    "`manifests`, or place the overlay in the team's repository",
    "generate": "each Application is written out, so there is nothing to generate; leave it out",
    "install autopilot": "say `install helm`, or leave it out for an Argo CD that is there already",
    "install flux": "this installs Flux; say `install helm`, or leave it out",
    "install flux-operator": "this installs Flux; say `install helm`, or leave it out",
    "install kubectl": "say `install helm`, or leave it out for an Argo CD that is there already",
    "link applicationset": "each Application is written out, where a reader finds it; say `link "
    "application`",
    "link helmrelease": "this links for Flux; say `link application`",
    "link kustomization": "this links for Flux; say `link application`",
    "nest apps": "this nests for Flux; say `nest app-of-apps`",
    "nest flat": "folders of links need an Application each; say `nest app-of-apps`, and leave out "
    "`place wiring` to have all links in the root",
    "nest layers": "this nests for Flux; say `nest app-of-apps`, and order with `needs`",
    "nest teams": "say `nest app-of-apps`, with `place wiring` in a repository per team",
    "per namespace": "an infra is there once per cluster; make it an app of the team",
    "preview": "no preview environments are set up; declare a stage of its own for them",
    "source": "an app's source repository is not read; bring the manifests with `manifests`",
    "tenant-overlay": "a team has one Application per instance, which no overlay changes; leave "
    "the place out",
    "window": "sync windows are not written; let the pipeline that merges keep the hours",
}

REMARKS: Mapping[str, str] = {
    "agent": "who moves versions works from outside, on the version files of this tree",
    "cluster credentials": "they are in the Secret by which Argo CD knows the cluster, and secrets "
    "are not written here",
    "cluster labels": "they are on the Secret by which Argo CD knows the cluster, and secrets are "
    "not written here",
    "credentials": "Argo CD finds them by the repository's address, in a Secret of its own",
    "forge": "Argo CD reads any Git server by its address",
    "owners": "who has to approve is the forge's to know",
    "promote review": "a review is asked for by the forge, where the version files are changed",
}
