#!/usr/bin/env bash
# Replays a corpus in parts, as processes of this machine, by GNU parallel (Debian: apt install parallel).
#   parallel.sh MODEL RECORDINGS PARTS RESULTS
# Parts that were cut off are run again by the same command; those that are whole are not.
set -euo pipefail
if [ $# != 4 ]; then echo "usage: parallel.sh MODEL RECORDINGS PARTS RESULTS" >&2; exit 2; fi
mkdir -p "$4"
part() { # MODEL RECORDINGS PART PARTS RESULTS; a result gets its name when it is whole
  if [ -e "$5/$3.json" ]; then return 0; fi
  # 1: something was found; 3: something could not be judged. Both are results.
  ${VPIO:-vpio} replay "$1" "$2" --shard "$3/$4" --json > "$5/$3.part" || case $? in 1 | 3) ;; *) return 1 ;; esac
  mv "$5/$3.part" "$5/$3.json"
}
export -f part
seq "$3" | parallel --quote --halt now,fail=1 part "$1" "$2" {} "$3" "$4"
