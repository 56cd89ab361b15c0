using Dmm.Modeling.Grammar;

namespace Passthrough.Nics.E1000;

/// <summary>The options of a driver of the 8254x as scenarios write them; their meaning stands at <see cref="E1000DriverOptions"/>.</summary>
internal static class E1000Keys
{
    private const int MostFrames = 1_000_000;

    private static readonly Shape Entries = new NumberShape(8, 256), EveryFrames = new NumberShape(0, MostFrames);

    public static IReadOnlyList<Key> All { get; } =
    [
        new("polled", Forms.Flag, "Polled", "It masks all interrupts and looks into its rings now and then, as boot loaders do; false when left out."),
        new("poll_us", new NumberShape(1, 1_000_000), "Time between looks", "Microseconds from one look to the next, where it looks: 50 when left out."),
        new("transmit_entries", Entries, "Transmit entries", "Entries of its transmit ring, a multiple of 8: 16 when left out."),
        new("receive_entries", Entries, "Receive entries", "Entries of its receive ring, a multiple of 8: 32 when left out."),
        new("splits_frames", Forms.Flag, "Splits frames", "A frame is two entries of the ring; false when left out."),
        new("uses_contexts", Forms.Flag, "Uses contexts", "It gives a context descriptor before each frame; false when left out."),
        new("promiscuous", Forms.Flag, "Promiscuous", "It receives whatever is on the wire; false when left out."),
        new("restarts_every", EveryFrames, "Restarts", "It resets its NIC and starts it again after each so many frames; 0, for never, when left out."),
        new("transmit_timeout_ms", new NumberShape(1, 60_000), "Transmit timeout", "How long a frame may take before the NIC is started again: 1000 when left out."),
        new("most_recoveries", new NumberShape(0, MostFrames), "Most recoveries", "How often it recovers before it gives up: 1000 when left out."),
        new("escapes_every", EveryFrames, "Escapes", "It asks for a DMA outside of its memory before each so many frames; 0, for never, when left out."),
        new("escapes_by_entry", Forms.Flag, "Escapes by an entry", "It does so by an entry of its transmit ring, and not by moving its receive ring; false when left out."),
    ];
}
