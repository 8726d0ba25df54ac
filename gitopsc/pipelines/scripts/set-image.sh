# Sets the tag of one image in the manifests of a folder: in the `images` of its kustomization where
# they name it, otherwise wherever a container runs it. Everything else, comments included, stays.
#
#   sh .pipeline/set-image.sh FOLDER IMAGE TAG
#
# shellcheck shell=sh
set -eu

folder=$1 image=$2 tag=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

in_kustomization() {
  awk -v image="$image" -v tag="$tag" '
    /^[^[:space:]#-]/ { inside = $1 == "images:" }
    inside && /^[[:space:]]*-/ { entry = 0 }
    inside && /[[:space:]]name:/ { name = $NF; gsub(/["\047]/, "", name); entry = name == image }
    inside && entry && /newTag:/ {
      sub(/newTag:[[:space:]]*("[^"]*"|\047[^\047]*\047|[^[:space:]]+)/, "newTag: \"" tag "\"")
      found = 1
    }
    { print }
    END { exit !found }
  ' "$1"
}

in_manifest() {
  awk -v image="$image" -v tag="$tag" '
    /^[[:space:]-]*image:[[:space:]]/ {
      held = $0
      sub(/^[[:space:]-]*image:[[:space:]]+/, "", held)
      sub(/[[:space:]].*/, "", held)
      gsub(/["\047]/, "", held)
      if (held == image || index(held, image ":") == 1 || index(held, image "@") == 1) {
        sub(/image:[[:space:]]+[^[:space:]]+/, "image: " image ":" tag)
        found = 1
      }
    }
    { print }
    END { exit !found }
  ' "$1"
}

# Rewrites a file; whether it names the image.
edit() {
  "$1" "$2" >"$work/edited" || return
  cat "$work/edited" >"$2"
}

if [ -f "$folder/kustomization.yaml" ] && edit in_kustomization "$folder/kustomization.yaml"; then
  exit
fi
find "$folder" -type f \( -name '*.yaml' -o -name '*.yml' \) >"$work/files"
while IFS= read -r file; do
  if edit in_manifest "$file"; then found=yes; fi
done <"$work/files"
[ "${found-}" ] || {
  echo "set-image: no manifest in $folder runs $image" >&2
  exit 1
}
