#!/usr/bin/env bash
# How long 'vpio check' takes from the start of the process to its end: publishes vpio as it is shipped and runs it 20 times.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=20

dotnet publish src/Vpio -c Release -o artifacts/publish -v q --nologo

now_us() { echo "${EPOCHREALTIME/[.,]/}"; } # the decimal sign depends on the locale

check_us() {
    local started
    started=$(now_us)
    artifacts/publish/vpio check models/ne2k.yaml > /dev/null
    echo $(($(now_us) - started))
}

check_us > /dev/null # the first run reads the files from the disk
for ((i = 0; i < runs; i++)); do check_us; done | sort -n | awk '
    { us[NR] = $1 }
    END { printf "min %.1f ms, median %.1f ms of %d runs\n", us[1] / 1000, (us[int((NR + 1) / 2)] + us[int(NR / 2) + 1]) / 2000, NR }'
