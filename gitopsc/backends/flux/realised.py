"""What each pattern of the talk becomes on Flux."""

from collections.abc import Mapping

REALISED: Mapping[str, str] = {
    "as standalone": "a Flux on each cluster, bootstrapped from its own folder",
    "as hub": "one Flux; `kubeConfig` on Kustomizations, and on the HelmReleases it keeps",
    "as namespaced": "a Flux for each team in a namespace of its own, which watches no other one "
    "and has no rights on the cluster",
    "shards": "`sharding.fluxcd.io/key` on a team's objects, and controllers for each shard",
    "repo": "one GitRepository",
    "repo per team": "a GitRepository for each team, in the team's namespace where it has rights "
    "of its own",
    "repo per app": "a GitRepository for each app",
    "config replicated": "a Kustomization on the folder that CI copies into",
    "config pointer": "a GitRepository of the app's own repository and a Kustomization with the "
    "overrides",
    "config split": "a HelmRelease: its chart from elsewhere, its values in the repository",
    "repo per stage": "a GitRepository for each stage",
    "place in team": "the innermost place wins; a GitRepository wherever an app lives",
    "stage before app": "one Kustomization for a whole stage, on `{stage}`",
    "app before stage": "a Kustomization for each app and stage on `{app}/{stage}`",
    "cluster before app": "one Kustomization for the apps of a cluster",
    "branch per stage": "a GitRepository for each branch (anti-pattern: warns)",
    "repo per environment": "a GitRepository for each stage (edge case: warns)",
    "variant": "kustomize Components, listed in the overlay",
    "in stage": "no overlay and no Kustomization where an app is not",
    "using plain": "a Kustomization on a folder without a kustomization file",
    "using kustomize": "a Kustomization on a folder with a kustomization file",
    "using helm": "HelmRelease with HelmRepository, OCIRepository or GitRepository",
    "using umbrella": "a HelmRelease whose chart is the folder in Git",
    "config rendered": "a Kustomization on what CI has rendered",
    "rendered in oci": "an OCIRepository and a Kustomization on it",
    "install flux": "the folder `flux-system` that `flux bootstrap` works with",
    "install flux-operator": "a FluxInstance",
    "link kustomization": "Kustomizations",
    "link resourceset": "a ResourceSet for each team and stage, with an input for each app",
    "nest layers": "one Kustomization for all apps of a stage",
    "nest teams": "one Kustomization for each team and stage",
    "nest apps": "a Kustomization for each app, stage and cluster",
    "slices": "an ArtifactGenerator that cuts the monorepo into ExternalArtifacts",
    "layer": "a Kustomization for each layer",
    "needs": "`dependsOn` between Kustomizations, and `wait` on what is needed",
    "patch": "`patches` of the cluster's own Kustomization",
    "using kargo": "a Project for each team, with Warehouses and Stages; Flux polls what they "
    "commit",
    "preview": "a ResourceSet whose inputs are the pull requests, with a namespace and an account "
    "for each preview",
    "bump by flux-image-automation": "an ImageRepository, ImagePolicy and ImageUpdateAutomation "
    "for each version, and the marker behind it",
    "bump by github-actions": "a pipeline beside the code, which sets the tag that it has built",
    "bump by renovate": "a `renovate.json` for each repository that holds such versions",
    "tenants": "ServiceAccounts and RoleBindings, locked-down controllers, links in "
    "`<team>-gitops`",
    "tenant-overlay": "what varies by stage in the overlay, the rest in the base",
    "deny": "cluster-scoped kinds are out of reach of a team's account anyhow; others are refused",
    "quota": "ResourceQuota and LimitRange beside the Namespace",
    "network": "a NetworkPolicy beside the Namespace",
    "owners": "CODEOWNERS of each repository",
    "operator": "the folder `flux-system`, which Flux applies to itself",
}
