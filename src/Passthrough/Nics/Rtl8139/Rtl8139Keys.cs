using Dmm.Modeling.Grammar;

namespace Passthrough.Nics.Rtl8139;

/// <summary>The options of a driver of the RTL8139 as scenarios write them; their meaning stands at <see cref="Rtl8139DriverOptions"/>.</summary>
internal static class Rtl8139Keys
{
    public static IReadOnlyList<Key> All { get; } =
    [
        new("polled", Forms.Flag, "Polled", "It masks all interrupts and looks now and then, as boot loaders do; false when left out."),
        new("poll_us", new NumberShape(1, 1_000_000), "Time between looks", "Microseconds from one look to the next, where it looks: 50 when left out."),
        new("registers_in_memory", Forms.Flag, "Registers in memory", "It reaches the registers in memory (BAR 1) and not through ports; false when left out."),
        new("descriptors", Forms.Flag, "Descriptors", "C+ mode: its buffers are named by rings of descriptors; false when left out."),
        new("ring_kib", new NumberShape(Rtl8139DriverOptions.LeastRingKib, Rtl8139DriverOptions.MostRingKib, 8, 16, 32, 64), "Receive ring", "C mode: KiB of the receive ring, 8, 16, 32 or 64; 16 when left out."),
        new("overruns", Forms.Flag, "Overruns", "C mode: a frame may overrun the ring (RCR.WRAP), and is in one piece; true when left out."),
        new("entries", new NumberShape(Rtl8139DriverOptions.LeastEntries, Rtl8139DriverOptions.MostEntries), "Entries", "C+ mode: entries of each ring: 16 when left out."),
        new("promiscuous", Forms.Flag, "Promiscuous", "It receives whatever is on the wire, as a bridge; false when left out."),
        new("transmit_timeout_ms", new NumberShape(1, 60_000), "Transmit timeout", "How long a frame may take before the card is started again: 1000 when left out."),
        new("most_recoveries", new NumberShape(0, 1_000_000), "Most recoveries", "How often it recovers before it gives up: 1000 when left out."),
    ];
}
