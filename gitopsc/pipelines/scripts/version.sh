# Prints the version of this commit: the time it was committed, so that versions sort by age, and
# which commit it is.
#
# shellcheck shell=sh
set -eu

git log -1 --date=format:%Y%m%d%H%M%S --format=%cd-%h --abbrev=12
