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

# Fails with 1 where it does not name the image, and with 2 where it does in another form than name
# before tag, each on a line. A digest would go on to run what it names, so it goes with the old tag.
in_kustomization() {
  awk -v image="$image" -v tag="$tag" '
    /^[[:space:]]*#/ { print; next }
    /^[^[:space:]#-]/ { inside = $1 == "images:" }
    inside && /^[[:space:]]*-/ { entry = early = 0 }
    inside {
      rest = substr($0, index($0, image) + length(image), 1)
      if (index($0, image) && rest !~ /[[:alnum:]._\/-]/) named = 1
    }
    inside && /[[:space:]]name:/ {
      name = $0
      sub(/.*[[:space:]]name:[[:space:]]*/, "", name)
      sub(/[[:space:]].*/, "", name)
      gsub(/["\047]/, "", name)
      entry = name == image
      if (entry && early) odd = 1
    }
    inside && /[[:space:]]digest:/ {
      if (entry) next
      early = 1
    }
    inside && entry && /newTag:/ {
      sub(/newTag:[[:space:]]*("[^"]*"|\047[^\047]*\047|[^[:space:]]+)/, "newTag: \"" tag "\"")
      found = 1
    }
    { print }
    END { exit (found && !odd) ? 0 : (named ? 2 : 1) }
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

if [ -f "$folder/kustomization.yaml" ]; then
  code=0
  edit in_kustomization "$folder/kustomization.yaml" || code=$?
  case $code in
  0) exit ;;
  2)
    echo "set-image: write the name of $image and then its newTag, each on a line of its own, in" \
      "$folder/kustomization.yaml" >&2
    exit 1
    ;;
  esac
fi
find "$folder" -type f \( -name '*.yaml' -o -name '*.yml' \) >"$work/files"
while IFS= read -r file; do
  if edit in_manifest "$file"; then found=yes; fi
done <"$work/files"
[ "${found-}" ] || {
  echo "set-image: no manifest in $folder runs $image" >&2
  exit 1
}
