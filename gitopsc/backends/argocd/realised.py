"""What each pattern of the talk becomes on Argo CD."""

from collections.abc import Mapping

REALISED: Mapping[str, str] = {
    "as standalone": "an Argo CD on each cluster, each with a root of its own; destinations are "
    "the cluster it runs on",
    "as hub": "one Argo CD; destinations by the name of the cluster's Secret, which holds server "
    "and credentials and is never written here",
    "as namespaced": "an Argo CD for each team in a namespace of its own, without rights on the "
    "cluster, told apart by `installationID`",
    "repo": "every Application reads the one repository",
    "repo per team": "an AppProject for each team that allows its repositories",
    "repo per app": "each Application reads the repository of its app",
    "config replicated": "a directory source on the folder that CI copies into",
    "config pointer": "the Application reads the app's own repository, with overrides in "
    "`source.kustomize`",
    "config split": "two sources: the chart, and the repository with its values (`$values`)",
    "repo per stage": "each Application reads the repository of its stage",
    "place in team": "the innermost place wins; each Application reads where its app lives",
    "stage before app": "an Application for each app and stage on `{stage}/{app}`",
    "app before stage": "an Application for each app and stage on `{app}/{stage}`",
    "cluster before app": "an Application for each app on `{cluster}/{app}`",
    "branch per stage": "`targetRevision` is the branch of the stage (anti-pattern: warns)",
    "repo per environment": "each Application reads the repository of its stage (edge case: warns)",
    "variant": "kustomize Components, listed in the overlay",
    "in stage": "no Application where an app is not",
    "using plain": "a directory source",
    "using kustomize": "a folder with a kustomization",
    "using helm": "a chart source with `releaseName` and value files",
    "using umbrella": "a folder with a `Chart.yaml` that depends on the chart",
    "config rendered": "a directory source on what CI has rendered",
    "rendered by hydrator": "`sourceHydrator` with a dry and a sync source",
    "rendered in oci": "an OCI source",
    "install kubectl": "a kustomization on the pinned upstream manifests, applied by `kubectl "
    "apply -k`",
    "install helm": "a chart that wraps the upstream one",
    "install autopilot": "autopilot's folders: root, argo-cd, cluster-resources, projects",
    "link application": "an Application for each unit",
    "link applicationset": "an ApplicationSet for each team and stage",
    "nest app-of-apps": "Applications on the folders of Applications, from one root",
    "generate list": "a list generator",
    "generate files": "a git files generator over the `config.json` of each overlay",
    "generate folders": "a git directories generator",
    "generate clusters": "a clusters generator, with a list of apps in a matrix",
    "layer": "an Application for each infra; layers are folders",
    "needs": "sync waves, and the health check of Applications they need",
    "patch": "`source.kustomize.patches` of the cluster's own Application",
    "tenants": "AppProject, and Applications in the namespace `<team>-gitops`",
    "deny": "black lists of the AppProject",
    "quota": "ResourceQuota and LimitRange beside the Namespace",
    "network": "a NetworkPolicy beside the Namespace",
    "preview": "an ApplicationSet that asks the forge for pull requests, with a project and a "
    "namespace for each preview",
    "bump by argocd-image-updater": "an ImageUpdater for each app, which names one Application for "
    "each version file, and writes to Git",
    "bump by github-actions": "a pipeline beside the code, which sets the tag that it has built",
    "bump by renovate": "a `renovate.json` for each repository that holds such versions",
    "using kargo": "a Project for each team, with Warehouses and Stages; each Application is "
    "marked for its Stage, which starts its sync",
    "using gitops-promoter": "a PromotionStrategy over the branches that Argo CD hydrates, and "
    "`hydrateTo` in front of each",
    "window": "`syncWindows` of the AppProject",
    "owners": "CODEOWNERS of each repository",
    "operator": "an Application on Argo CD's own installation, which never prunes",
    "heal false": "`selfHeal: false`",
}
