# Prints the version of this commit: the time it was committed, in one zone for all so that versions
# sort by age, and which commit it is.
#
# shellcheck shell=sh
set -eu

TZ=UTC0 git log -1 --date=format-local:%Y%m%d%H%M%S --format=%cd-%h --abbrev=12
