# Offers the commit of a clone as a pull request, or renews the one that is open. The branch is the
# pipeline's own: whatever was on it is replaced. One that was turned down is not opened again
# until there is something else to offer.
#
#   GITOPS_TOKEN=… sh .pipeline/request.sh CLONE FORGE REPOSITORY BRANCH TOPIC
#
# shellcheck shell=sh
set -eu

clone=$1 forge=$2 repository=${3%.git} branch=$4 topic=$5

# Which file a commit turns from what into what: the same, whatever others push beside it.
change() { git -C "$clone" diff-tree -r "$1^" "$1"; }

if git -C "$clone" fetch --quiet --depth 2 origin "$topic" 2>/dev/null &&
  [ "$(change FETCH_HEAD)" = "$(change HEAD)" ]; then
  echo "is offered already: $topic"
  exit
fi

title=$(git -C "$clone" log -1 --format=%s)
push() { git -C "$clone" push --quiet --force "$@" origin "HEAD:refs/heads/$topic"; }

# POST api accepted: the forge answers with what says that the request is open already.
ask() {
  answer=$(mktemp)
  code=$(
    printf 'header = "Authorization: token %s"\n' "$GITOPS_TOKEN" |
      curl --config - --silent --show-error --output "$answer" --write-out '%{http_code}' \
        --header 'Content-Type: application/json' \
        --data "{\"title\": \"$title\", \"head\": \"$topic\", \"base\": \"$branch\"}" "$1"
  )
  [ "$code" = 201 ] || grep -q "already exists" "$answer" || {
    echo "request: $1 answered $code" >&2
    cat "$answer" >&2
    exit 1
  }
  rm -f "$answer"
}

path=${repository#*://*/}
server=${repository%"/$path"}
case $forge in
github)
  push
  case $server in
  https://github.com) ask "https://api.github.com/repos/$path/pulls" ;;
  *) ask "$server/api/v3/repos/$path/pulls" ;;
  esac
  ;;
gitea)
  push
  ask "$server/api/v1/repos/$path/pulls"
  ;;
gitlab)
  push -o merge_request.create -o "merge_request.target=$branch" -o "merge_request.title=$title"
  ;;
esac
