#!/usr/bin/env bash
# Makes docs/comparison.md: one workload of one unmodified Linux with its NIC emulated in its VMM, paravirtual, relayed without a monitor, and by
# VPIO; and of two at once by VPIO. Some ten minutes on a quiet machine of two cores.
#   scripts/fetch-qemu DIR; scripts/fetch-linux DIR/linux; bench/comparison.sh DIR > docs/comparison.md     # one NIC: bench/comparison.sh DIR e1000
set -euo pipefail
if [ $# = 0 ]; then echo "usage: bench/comparison.sh DIR [NIC...], DIR being what scripts/fetch-qemu and scripts/fetch-linux fetched into" >&2; exit 2; fi
guests=$(realpath "$1"); shift
nics=${*:-ne2k_pci e1000 pcnet}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
# QEMU's ne2k takes frames to the address of its own alone, whatever a driver sets; and a relay leaves it that.
address=52:54:00:12:34:60 own=52:54:00:12:34:56
trap 'kill $(jobs -p) 2> /dev/null || true; rm -rf "$work"' EXIT
kernel=$guests/linux/vmlinux
busybox=$(find "$guests/linux/tools" -path '*/bin/busybox' | head -n 1)
dotnet build -c Release -v q --nologo src/Vpio >&2
dotnet build -c Release -v q --nologo bench/Vpio.Bench >&2
vpio=src/Vpio/bin/Release/net10.0/vpio relay=bench/Vpio.Bench/bin/Release/net10.0/Vpio.Bench

# The host's side: a file over HTTP, and a port that answers with the sum of what it was sent.
port=$((20000 + RANDOM % 20000))
mkdir "$work/files"
head -c $((8 << 20)) /dev/urandom > "$work/files/8388608"
head -c $((256 << 10)) /dev/urandom > "$work/files/262144"
"$busybox" httpd -f -p "127.0.0.1:$port" -h "$work/files" &
"$busybox" nc -ll -p $((port + 1)) -e "$busybox" md5sum &

machine() { # NAME ADDRESS APPEND OPTIONS...: starts a Linux
  local name=$1 address=$2 append=$3; shift 3
  "$guests/qemu" -accel tcg -display none -nodefaults -no-user-config -no-reboot -serial "file:$work/$name.log" \
    -machine q35,memory-backend=ram0 -m 192 -object memory-backend-memfd,id=ram0,size=192M,share=on "$@" -kernel "$kernel" -initrd "$guests/linux/initrd" \
    -append "console=ttyS0 loglevel=3 panic=-1 net.ifnames=0 id=$name mac=$address pings=20 iv=0.2 get=$port/$bytes put=$((port + 1)),$bytes $append" 2> "$work/$name.err" &
}
over() { echo "{\"driver\":\"vfio-user-pci\",\"socket\":{\"type\":\"unix\",\"path\":\"$work/sockets/$1.sock\"},\"x-msg-timeout\":2000000000}"; }
serve() { # PROGRAM...: starts a server of sockets
  rm -rf "$work/sockets"; mkdir -m 700 "$work/sockets"
  "$@" > "$work/json" 2> "$work/err" &
  server=$!
  for ((i = 0; i < 200; i++)); do [ -S "$work/sockets/alpha.sock" ] && return; sleep 0.1; done
  cat "$work/err" >&2; exit 1
}
end() { kill -TERM "$server"; wait "$server" || true; }
# What a log says: the nth word of the line with some text, and the seconds at its end.
said() { tr -d '\r' < "$work/$1.log" | sed -n "s/^@@$1 $2//p" | head -n 1; }
at() { said "$1" "$2" | sed 's/.* at //'; }
number() { sed -n "s/.*\"$1\": *\([0-9]*\).*/\1/p" "$work/json" | awk '{ n += $1 } END { print n + 0 }'; }
sum() { md5sum < "$work/files/$bytes" | cut -d ' ' -f 1; }
row() { # WHAT GUEST ACCESSES HOOKED COPIED HANDOFFS
  local loss rtt moved
  [[ "$(said "$2" got)" == *"$(sum)"* ]] || { echo "$1: $2 got wrong bytes:" >&2; cat "$work/$2.log" >&2; exit 1; }
  loss=$(tr -d '\r' < "$work/$2.log" | sed -n 's/.*received, \([0-9]*%\) packet loss/\1/p')
  rtt=$(tr -d '\r' < "$work/$2.log" | sed -n 's|.*min/avg/max = [^/]*/\([^/]*\)/.*|\1|p')
  moved=$(awk -v a="$(at "$2" moves)" -v b="$(at "$2" got)" -v c="$(at "$2" put)" 'BEGIN { printf "%.1f", (b > c ? b : c) - a }')
  printf '| %s | %s | %s | %s | %s | %s | %s | %s ms | %s s | %s s |\n' "$1" "$3" "$4" "$(tr -d '\r' < "$work/$2.log" | sed -n 's/.*interrupts \([0-9]*\).*/\1/p')" "$5" "$6" "$loss" "$rtt" "$moved" "$(at "$2" done)"
}
traced() { # WHAT PATTERN APPEND OPTIONS...: a NIC in the VMM, first for its times, then for its accesses, for counting takes time
  local what=$1 pattern=$2 append=$3; shift 3
  machine alpha "$address" "$append" "$@"; wait $!
  cp "$work/alpha.log" "$work/kept"
  machine alpha "$address" "$append" "$@" -trace 'memory_region_ops_*' -D "$work/trace"; wait $!
  cp "$work/kept" "$work/alpha.log"
  row "$what" alpha "$(grep -cE "$pattern" "$work/trace" || true)" - - -
  rm "$work/trace"
}
table() { # NIC BYTES MODULES PATTERN SCENARIO
  local nic=$1 modules=$3 pattern=$4 scenario=$5
  bytes=$2
  printf '\n## %s, %s KB each way\n\n' "$nic" $((bytes / 1024))
  echo '| | accesses that trap | of them hooked | interrupts | bytes copied by the monitor | hand-offs | pings lost | ping | both ways | all |'
  echo '|---|---|---|---|---|---|---|---|---|---|'
  traced "emulated in the VMM" "$pattern" "mods=$modules" -device "$nic,netdev=net,romfile=,mac=$address" -netdev user,id=net
  traced "paravirtual (virtio-net)" "name '?\"?virtio-pci" "mods=virtio_ring,virtio,virtio_pci_modern_dev,virtio_pci_legacy_dev,virtio_pci,failover,net_failover,virtio_net" \
    -device "virtio-net-pci,netdev=net,romfile=,ioeventfd=off,mac=$address" -netdev user,id=net
  serve "$relay" relay "$scenario" "$work/sockets"
  machine alpha "$own" "mods=$modules" -device "$(over alpha)"; wait $!
  end; row "direct: relayed, nobody looks" alpha "$(number accesses)" 0 "$(number bytesCopied)" 0
  serve "$vpio" serve "$scenario" --sockets "$work/sockets" --json --quiet
  machine alpha "$address" "mods=$modules" -device "$(over alpha)"; wait $!
  end; row "VPIO, one guest" alpha "$(number accesses)" "$(number hooked)" "$(number bytesCopied)" "$(number handoffs)"
  serve "$vpio" serve "$scenario" --sockets "$work/sockets" --json --quiet
  machine alpha "$address" "mods=$modules" -device "$(over alpha)"; local first=$!
  machine beta 52:54:00:12:34:61 "mods=$modules" -device "$(over beta)"; wait $!; wait $first
  end
  row "VPIO, two guests: the first" alpha "$(number accesses) by both" "$(number hooked) by both" "$(number bytesCopied) of both" "$(number handoffs)"
  row "and the second" beta "" "" "" ""
}

cat << PAGE
# Ways to give a guest a NIC

One workload by each way that there is: emulated, paravirtual, direct, and by VPIO. \`bench/comparison.sh\` made this page.

An unmodified Linux of Debian ($(strings -n 20 "$kernel" 2> /dev/null | sed -n 's/^Linux version \([^ ]*\).*/\1/p' | head -n 1)) in $("$guests/qemu" --version | sed -n 's/.*version \([0-9.]*\).*/QEMU \1/p') boots, brings its NIC up
by DHCP, pings the router 20 times, and then fetches and sends a file at the same time; both sums are right in each row, or there would be no page.

- *Accesses that trap* are all to the NIC's registers, ports and memory alike: a hypervisor leaves the guest for each of them. *Of them hooked* are those
  that the monitor looks at; the others would go straight to a device that hooks nothing else. By \`vpio serve\` all of them trap, for the VMM has the guest.
- *Interrupts* are those that the guest counted. *Bytes copied* are those that the monitor read from the guests' memory or wrote to it: descriptors, and frames
  that it puts into their rings. What passes through a data port is in the accesses.
- *Direct* is the same device behind the same protocol without a monitor: one guest has all of it.
- *Ping* is the mean. *Both ways* is from the first byte to the last of both files, *all* from power-on to power-off, in the guest's time.
PAGE
for nic in $nics; do
  case $nic in
    ne2k_pci) table ne2k_pci $((256 << 10)) 8390,ne2k-pci '"?ne2000' scenarios/linux-ne2k-qemu.yaml;;
    e1000) table e1000 $((8 << 20)) e1000 'e1000-(mmio|io)' scenarios/linux-e1000.yaml;;
    pcnet) table pcnet $((8 << 20)) mii,pcnet32 'pcnet' scenarios/linux-pcnet.yaml;;
    *) echo "comparison: $nic is none of ne2k_pci, e1000 and pcnet" >&2; exit 2;;
  esac
done
cat << 'PAGE'

## What this says of real hardware, and what it does not

Processors are emulated by software here (QEMU's TCG). A guest runs some ten times slower than on its own, while the monitor and the device run at full
speed: so times flatter whatever leaves the guest often, and only counts carry over. An access to a device that QEMU has in itself costs a function call
under TCG, where a real processor leaves the guest for it; and in the last three ways each access crosses two processes and the device is emulated
too. Other work on the machine shows in all times.

To reckon for real hardware, multiply counts by costs:

- An exit that user space handles costs about 2,500 cycles from `KVM_RUN` to `KVM_RUN` on an AMD EPYC, 0.8 to 1 us
  ([measured in 2020](https://lkml.iu.edu/hypermail/linux/kernel/2012.2/00527.html)), plus what is done about it.
- The monitor's part of a hooked access is about 100 ns ([bench](../bench/README.md)).
- A hand-off takes some 90 register accesses with an e1000 and 330 with an NE2000 ([passthrough.md](passthrough.md)), 1 us each on a PCI bus.

So with hooks that are armed for single registers, VPIO costs the hooked accesses as exits and nothing for the rest, where emulation costs all of them.
`vpio bench costs` measures exits, monitor and hand-offs of your own machine: [costs.md](costs.md).
PAGE
