# Runs each row of `checks`: a tool and a folder. A tool that is not there is built from its source,
# at a fixed version that Go's checksum database vouches for.
#
#   sh .pipeline/check.sh
#
# shellcheck shell=sh
set -eu

here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$PATH:${GOBIN:-$HOME/go/bin}

need() {
  command -v "$1" >/dev/null && return
  case $1 in
  kustomize) go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.1 ;;
  helm) go install helm.sh/helm/v3/cmd/helm@v3.18.6 ;;
  kubeconform) go install github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0 ;;
  gitopsc)
    # Into a place of its own: Debian and Ubuntu refuse to install into theirs (PEP 668).
    python3 -m venv "$work/python"
    "$work/python/bin/pip" install --quiet --requirement "$here/requirements.txt"
    PATH=$PATH:$work/python/bin
    ;;
  conftest) go install github.com/open-policy-agent/conftest@v0.66.0 ;;
  esac
}

# What the operator would apply.
manifests() {
  if [ -f "$1/kustomization.yaml" ]; then
    need kustomize
    kustomize build "$1"
  elif [ -f "$1/Chart.yaml" ]; then
    need helm
    helm template --dependency-update release "$1"
  else
    find "$1" \( -name '*.yaml' -o -name '*.yml' \) -exec awk 'FNR == 1 { print "---" } 1' {} +
  fi
}

# Where the spec lies in this repository, the tree is what it says. A whole spec says its edition; files
# that it includes may leave that out.
against_spec() {
  lies_here=
  for spec in *.gitops; do
    if [ -f "$spec" ] && grep -q 'gitops  *[0-9]' "$spec"; then
      lies_here=yes
      need gitopsc
      gitopsc check "$spec" --repo "$1" --into .
    fi
  done
  if [ -z "$lies_here" ]; then
    echo "gitopsc: no spec lies here, so nothing is held against one"
  fi
}

grep '^[^#]' "$here/checks" |
  while read -r tool folder; do
    echo "$tool: $folder"
    if [ "$tool" = gitopsc ]; then
      against_spec "$folder"
      continue
    fi
    need "$tool"
    manifests "$folder" >"$work/manifests.yaml"
    case $tool in
    kustomize) ;;
    helm) helm lint --quiet "$folder" ;;
    kubeconform) kubeconform -strict -ignore-missing-schemas -summary "$work/manifests.yaml" ;;
    conftest) conftest test --policy policy "$work/manifests.yaml" ;;
    esac
  done
