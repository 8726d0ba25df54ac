# Builds and pushes each image of `deliveries` that has a Dockerfile here, tagged with the version of
# this commit. One without a Dockerfile comes from elsewhere, and its tag is written by people.
#
#   REGISTRY_USER=… REGISTRY_TOKEN=… sh .pipeline/build.sh
#
# shellcheck shell=sh
set -eu

here=$(dirname "$0")
version=$(sh "$here/version.sh")

# What stands first in a name is a registry if it looks like a host; if not, Docker Hub is meant.
registry() {
  case ${1%%/*} in
  localhost | *[.:]*) echo "${1%%/*}" ;;
  *) echo docker.io ;;
  esac
}

grep '^[^#]' "$here/deliveries" | awk '{ print $9, $10 }' | sort -u |
  while read -r image folder; do
    [ -f "$folder/Dockerfile" ] || continue
    if [ "${REGISTRY_TOKEN-}" ]; then
      printf '%s\n' "$REGISTRY_TOKEN" |
        docker login --username "$REGISTRY_USER" --password-stdin "$(registry "$image")"
    fi
    docker build --tag "$image:$version" "$folder"
    docker push "$image:$version"
  done
