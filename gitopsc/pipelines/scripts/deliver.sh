# Brings this commit to one stage: the rows of `deliveries` for it, one commit for each app. What
# somebody else pushed in the meantime is fetched, and the change is made again on top of it.
#
#   GITOPS_TOKEN=… sh .pipeline/deliver.sh STAGE
#
# shellcheck shell=sh
set -eu

stage=$1
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$(sh "$here/version.sh")

# Git asks this for the password, so that the token stands in no address and in no log.
export GIT_TERMINAL_PROMPT=0 GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=credential.helper
# shellcheck disable=SC2016
export GIT_CONFIG_VALUE_0='!f() { echo username=gitops; echo "password=${GITOPS_TOKEN-}"; }; f'
GIT_AUTHOR_NAME=$(git log -1 --format=%an)
GIT_AUTHOR_EMAIL=$(git log -1 --format=%ae)
export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL
export GIT_COMMITTER_NAME="${GIT_COMMITTER_NAME:-gitops}"
export GIT_COMMITTER_EMAIL="${GIT_COMMITTER_EMAIL:-gitops@localhost}"

rows() { grep '^[^#]' "$here/deliveries" | awk -v stage="$stage" '$1 == stage'; }

# Links are not followed out of a repository that others write to: Git writes them as plain files.
clone() {
  git clone --quiet --depth 1 --branch "$branch" --config core.symlinks=false \
    "$repository" "$work/clone"
}

change() {
  rows | awk -v key="$app $repository $branch" '$3 " " $6 " " $7 == key' |
    while read -r _ _ _ made from _ _ into image folder; do
      if [ "$made" != raised ]; then
        sh "$here/replicate.sh" "$from" "$work/clone/$into"
      fi
      if [ "$made" = raised ] && [ ! -f "$folder/Dockerfile" ]; then
        echo "deliver: $app runs what is built here, and there is no $folder/Dockerfile" >&2
        exit 1
      fi
      if [ "$made" != copied ] && [ -f "$folder/Dockerfile" ]; then
        sh "$here/set-image.sh" "$work/clone/$into" "$image" "$version"
      fi
      git -C "$work/clone" add --force --all -- "$into"
    done
}

deliver() {
  clone
  for pause in 1 2 3 4 5; do
    change
    if git -C "$work/clone" diff --cached --quiet; then
      echo "$stage has this already: $app"
      return
    fi
    git -C "$work/clone" commit --quiet --message "$stage: $app $version"
    if [ "$how" != push ]; then
      sh "$here/request.sh" "$work/clone" "$how" "$repository" "$branch" "gitops/$stage/$app"
      return
    fi
    git -C "$work/clone" push --quiet origin "HEAD:$branch" && return
    sleep "$pause"
    git -C "$work/clone" fetch --quiet --depth 1 origin "$branch"
    git -C "$work/clone" reset --quiet --hard FETCH_HEAD
  done
  echo "deliver: could not push to $repository" >&2
  exit 1
}

rows | awk '{ print $2, $3, $6, $7 }' | sort -u |
  while read -r how app repository branch; do
    rm -rf "$work/clone"
    deliver </dev/null
  done
