using Dmm.Modeling.Grammar;
using Passthrough.Devices.Catalog;

namespace Passthrough.Nics.Tulip;

/// <summary>The options of a driver of the 21143 as scenarios write them; their meaning stands at <see cref="TulipDriverOptions"/>.</summary>
internal static class TulipKeys
{
    private const int MostFrames = 1_000_000;

    private static readonly Shape Entries = new NumberShape(1, TulipDriverOptions.MostEntries), EveryFrames = new NumberShape(0, MostFrames);

    public static IReadOnlyList<Key> All { get; } =
    [
        new("registers_in_memory", Forms.Flag, "Registers in memory", "It uses the registers in memory, and not the ports; false when left out."),
        new("polled", Forms.Flag, "Polled", "It enables no interrupt and looks now and then; false when left out."),
        new("poll_us", new NumberShape(1, 1_000_000), "Time between looks", "Microseconds from one look to the next, where it looks: 50 when left out."),
        new("receive_entries", Entries, "Receive ring", "Entries of its receive ring: 8 when left out."),
        new("transmit_entries", Entries, "Transmit ring", "Entries of its transmit ring: 5 when left out."),
        new("receive_buffer", new NumberShape(64, TulipDriverOptions.MostBufferBytes), "Receive buffer", "Bytes of a receive buffer: 1536 when left out."),
        new("splits_frames", Forms.Flag, "Splits frames", "It hands over each frame in two entries; false when left out."),
        new("both_buffers", Forms.Flag, "Both buffers", "It hands over each frame in the two buffers of one entry; false when left out."),
        new("promiscuous", Forms.Flag, "Promiscuous", "It receives whatever is on the wire, as a bridge; false when left out."),
        new("groups", new ListShape(KeyReading.Address, max: TulipDriverOptions.MostGroups), "Groups", "The multicast addresses that it receives; none when left out."),
        new("burst", new NumberShape(0, 32), "Burst", "How many words it lets the chip move at once: 8 when left out."),
        new("threshold", new NumberShape(0, 3), "Threshold", "The threshold for sending: 0 when left out."),
        new("filters_every", EveryFrames, "Filters", "It gives its setup frame again after each so many frames; 0, for never, when left out."),
        new("reads_back_every", EveryFrames, "Reads back", "It compares registers with what it set after each so many frames; 0, for never, when left out."),
        new("restarts_every", EveryFrames, "Restarts", "It stops the chip and gives it its rings again after each so many frames; 0, for never, when left out."),
        new("transmit_timeout_ms", new NumberShape(1, 60_000), "Transmit timeout", "How long a frame may take before the chip is started again: 1000 when left out."),
        new("most_recoveries", new NumberShape(0, MostFrames), "Most recoveries", "How often it recovers before it gives up: 1000 when left out."),
    ];
}
