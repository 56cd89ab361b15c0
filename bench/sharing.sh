#!/usr/bin/env bash
# Frames per second of two guests that share a NIC of QEMU's, each for 50 ms at a time, beside those of one that has the NIC alone: scripted drivers that take
# interrupts, one round after the other, the median of three. It takes some minutes; each run is so long that the start of a guest counts little.
#   bench/sharing.sh            # all NICs; one: bench/sharing.sh e1000
set -euo pipefail
cd "$(dirname "$0")/.."
vpio=${VPIO:-src/Vpio/bin/Release/net10.0/vpio.dll}
[ -n "${VPIO:-}" ] || dotnet build -c Release -v q --nologo src/Vpio >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

scenario() { # FRAMES GUEST...: guests that move so many frames each way in all
  local frames=$(($1 / ($# - 1))); shift
  printf 'scenario: throughput\nmodel: %s\nvariant: %s\ndevice: { kind: qemu, device: %s }\nuntil: { ms: 120000 }\n' "$PWD/models/$model.yaml" "$variant" "$device"
  printf 'sharing: { frames: hold, deadline_ms: 2000 }\nscheduler: { least_ms: 50, most_ms: 50 }\nguests:\n'
  for guest; do
    printf '  - { name: guest%s, kind: scripted, driver: %s, address: "52:54:00:00:00:0%s", options: { transmit_timeout_ms: 60000%s }, workload: { frames: %s, bytes: 60..1514, window: 8, timeout_ms: 60000 } }\n' \
      "$guest" "$model" "$guest" "$options" "$frames"
  done
}
rate() { # GUEST...: frames per second that all together received, or what went wrong
  scenario "$frames" "$@" > "$work/scenario.yaml"
  dotnet "$vpio" mux "$work/scenario.yaml" --json > "$work/json" || { jq -r '.guests[], .incidents[]' "$work/json" >&2; exit 1; }
  jq -r '([.guests[].frames.received] | add) * 1e9 / .elapsedNs' "$work/json"
}
median() { sort -g | sed -n 2p; }

printf '| NIC | frames | alone, frames/s | two, frames/s | share |\n|---|---|---|---|---|\n'
for nic in ${*:-e1000 pcnet rtl8139 rtl8139-cplus}; do
  options='' frames=16000
  case $nic in
    e1000) model=e1000 variant=qemu device=e1000 frames=8000 ;;
    pcnet) model=pcnet variant=am79c970a device=pcnet ;;
    rtl8139) model=rtl8139 variant=c_mode device=rtl8139 ;;
    rtl8139-cplus) model=rtl8139 variant=qemu device=rtl8139 options=', descriptors: true, entries: 64' ;;
    *) echo "no NIC '$nic': e1000, pcnet, rtl8139, rtl8139-cplus" >&2; exit 2 ;;
  esac
  : > "$work/alone"; : > "$work/two"
  for _ in 1 2 3; do
    rate 1 >> "$work/alone"
    rate 1 2 >> "$work/two"
  done
  awk -v nic="$nic" -v frames="$frames" -v alone="$(median < "$work/alone")" -v two="$(median < "$work/two")" 'BEGIN { printf "| %s | %d | %.0f | %.0f | %.0f %% |\n", nic, frames, alone, two, 100 * two / alone }'
done
