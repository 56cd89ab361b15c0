#!/usr/bin/env bash
# The engines beside a monitor that was written by hand in C, and the readers, in one run; prints a table.
set -euo pipefail
cd "$(dirname "$0")"

by_hand=()
if command -v gcc > /dev/null; then
    mkdir -p ../artifacts
    gcc -O2 -shared -fPIC -o ../artifacts/ne2k.so ne2k.c
    by_hand=("$PWD/../artifacts/ne2k.so")
else
    echo "compare.sh: there is no gcc, so nothing is compared with C" >&2
fi
dotnet build Vpio.Bench -c Release -v q --nologo > /dev/null
dotnet Vpio.Bench/bin/Release/net10.0/Vpio.Bench.dll compare "${by_hand[@]}"
