using Dmm.Modeling.Grammar;

namespace Passthrough.Nics.Virtio;

/// <summary>The options of a driver of the virtio network device as scenarios write them; their meaning stands at <see cref="VirtioDriverOptions"/>.</summary>
internal static class VirtioKeys
{
    private const int MostFrames = 1_000_000;

    private static readonly Shape Entries = new NumberShape(4, VirtioDriverOptions.MostEntries, 4, 8, 16, 32, 64, 128, 256), EveryFrames = new NumberShape(0, MostFrames);

    public static IReadOnlyList<Key> All { get; } =
    [
        new("polled", Forms.Flag, "Polled", "It ignores interrupts and looks now and then; false when left out."),
        new("poll_us", new NumberShape(1, 1_000_000), "Time between looks", "Microseconds from one look to the next, where it looks: 50 when left out."),
        new("receive_entries", Entries, "Receive queue", "Entries of the queue to receive into: 16 when left out."),
        new("transmit_entries", Entries, "Transmit queue", "Entries of the queue to send from: 8 when left out."),
        new("frame_parts", new NumberShape(1, 3), "Parts of a frame", "Entries that a frame to be sent takes: 1 when left out."),
        new("buffer_parts", new NumberShape(1, 2), "Parts of a buffer", "Entries that a buffer to receive into takes: 1 when left out."),
        new("joins_buffers", Forms.Flag, "Joins buffers", "It lets the device join receive buffers for a frame; false when left out."),
        new("reads_back_every", EveryFrames, "Reads back", "It compares registers with what it set after each so many frames; 0, for never, when left out."),
        new("restarts_every", EveryFrames, "Restarts", "It resets the device and gives it its queues again after each so many frames; 0, for never, when left out."),
        new("transmit_timeout_ms", new NumberShape(1, 60_000), "Transmit timeout", "How long a frame may take before the device is started again: 1000 when left out."),
        new("most_recoveries", new NumberShape(0, MostFrames), "Most recoveries", "How often it recovers before it gives up: 1000 when left out."),
    ];
}
