using Dmm.Modeling.Grammar;
using Passthrough.Devices.Catalog;

namespace Passthrough.Nics.Pcnet;

/// <summary>The options of a driver of the PCnet as scenarios write them; their meaning stands at <see cref="PcnetDriverOptions"/>.</summary>
internal static class PcnetKeys
{
    private const int MostFrames = 1_000_000, MostGroups = 64;

    private static readonly Shape Log = new NumberShape(0, PcnetDriverOptions.MostLog), EveryFrames = new NumberShape(0, MostFrames);

    public static IReadOnlyList<Key> All { get; } =
    [
        new("polled", Forms.Flag, "Polled", "It enables no interrupt and looks now and then, as boot loaders do; false when left out."),
        new("poll_us", new NumberShape(1, 1_000_000), "Time between looks", "Microseconds from one look to the next, where it looks: 50 when left out."),
        new("memory_at", new NumberShape(0, int.MaxValue), "Memory", "Where its rings and buffers begin in the guest's memory: 0x10000 when left out."),
        new("receive_log", Log, "Receive ring", "Its receive ring has as many entries as 2 to the power of this: 3 when left out."),
        new("transmit_log", Log, "Transmit ring", "Its transmit ring has as many entries as 2 to the power of this: 2 when left out."),
        new("receive_buffer", new NumberShape(64, PcnetDescriptor.MostBytes), "Receive buffer", "Bytes of a receive buffer: 1536 when left out."),
        new("splits_frames", Forms.Flag, "Splits frames", "It hands over each frame in two pieces; false when left out."),
        new("promiscuous", Forms.Flag, "Promiscuous", "It receives whatever is on the wire, as a bridge; false when left out."),
        new("groups", new ListShape(KeyReading.Address, max: MostGroups), "Groups", "The multicast addresses that it receives; none when left out."),
        new("suspends_every", EveryFrames, "Suspends", "It rests the chip and compares registers with what it set after each so many frames; 0, for never, when left out."),
        new("restarts_every", EveryFrames, "Restarts", "It stops the chip and gives it its rings again after each so many frames; 0, for never, when left out."),
        new("transmit_timeout_ms", new NumberShape(1, 60_000), "Transmit timeout", "How long a frame may take before the chip is started again: 1000 when left out."),
        new("most_recoveries", new NumberShape(0, MostFrames), "Most recoveries", "How often it recovers before it gives up: 1000 when left out."),
    ];
}
