# Makes one folder hold what another one holds, and no longer what was copied from there before and
# is gone. Whatever else lies in it is somebody else's: the file `.replicated` says what is not.
# Hidden files are no manifests, and stay where they are.
#
#   sh .pipeline/replicate.sh FROM INTO
#
# shellcheck shell=sh
set -eu

from=$1 into=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "replicate: $1" >&2
  exit 1
}

names() { LC_ALL=C sort -u; }

[ -d "$from" ] || fail "there is no folder $from, so nothing is copied and nothing is deleted"
(cd "$from" && find . -name '.?*' -prune -o -type f -print) | sed 's|^\./||' | names >"$work/offered"
mkdir -p "$into"
if [ -f "$into/.replicated" ]; then
  grep '^[^#]' "$into/.replicated" | grep -v -e '^/' -e '\.\./' | names >"$work/copied" || :
else
  cp "$work/offered" "$work/copied"
fi

# An empty folder is rather a mistake than the end of an app, which the spec would say.
if grep -q '\.ya*ml$' "$work/copied" && ! grep -q '\.ya*ml$' "$work/offered"; then
  fail "no manifest is left in $from: take the app out of the spec to remove it"
fi

while IFS= read -r file; do
  if [ -e "$into/$file" ] && ! grep -qxF -e "$file" "$work/copied"; then
    cmp -s "$from/$file" "$into/$file" ||
      fail "$into/$file is there already and was not copied from $from: rename one of them"
  fi
done <"$work/offered"

LC_ALL=C comm -13 "$work/offered" "$work/copied" | while IFS= read -r file; do
  rm -f "$into/$file"
done

while IFS= read -r file; do
  mkdir -p "$(dirname "$into/$file")"
  cp "$from/$file" "$into/$file"
done <"$work/offered"

{
  echo "# Copied from where the app is written; change them there."
  cat "$work/offered"
} >"$into/.replicated"
