using Dmm.Modeling.Grammar;
using Passthrough.Devices.Catalog;

namespace Passthrough.Nics.I8255x;

/// <summary>The options of a driver of the 82559 as scenarios write them; their meaning stands at <see cref="I8255xDriverOptions"/>.</summary>
internal static class I8255xKeys
{
    private const int MostFrames = 1_000_000;

    private static readonly Shape EveryFrames = new NumberShape(0, MostFrames);

    public static IReadOnlyList<Key> All { get; } =
    [
        new("ports", Forms.Flag, "Ports", "It uses the ports, and not the registers in memory; false when left out."),
        new("polled", Forms.Flag, "Polled", "It masks all causes and looks for them now and then; false when left out."),
        new("poll_us", new NumberShape(1, 1_000_000), "Time between looks", "Microseconds from one look to the next, where it looks: 50 when left out."),
        new("receive_areas", new NumberShape(2, I8255xDriverOptions.MostEntries), "Receive areas", "Areas to receive into: 8 when left out."),
        new("command_blocks", new NumberShape(4, I8255xDriverOptions.MostEntries), "Command blocks", "Command blocks in its list: 6 when left out."),
        new("form", new ChoiceShape(("table", "a table elsewhere names the parts of a frame"), ("extended", "the table stands behind the block"), ("behind", "the bytes stand behind the block")), "Form", "How it hands over a frame: 'table' when left out."),
        new("parts", new NumberShape(1, I8255xCommandList.MostParts), "Parts", "The parts of a frame in a table: 1 when left out."),
        new("starts_each_list", Forms.Flag, "Starts each list", "It starts the command unit for each list and does not resume it; false when left out."),
        new("base", new NumberShape(0, 0x10000), "Base", "What addresses count from: 0 when left out."),
        new("promiscuous", Forms.Flag, "Promiscuous", "It receives whatever is on the wire, as a bridge; false when left out."),
        new("groups", new ListShape(KeyReading.Address, max: I8255xDriverOptions.MostGroups), "Groups", "The multicast addresses that it receives; none when left out."),
        new("configures_every", EveryFrames, "Configures", "It gives configuration, address and groups again after each so many frames; 0, for never, when left out."),
        new("counts_every", EveryFrames, "Counts", "It has its counters dumped after each so many frames; 0, for never, when left out."),
        new("reads_back_every", EveryFrames, "Reads back", "It compares registers with what it set after each so many frames; 0, for never, when left out."),
        new("restarts_every", EveryFrames, "Restarts", "It resets the chip and gives it its lists again after each so many frames; 0, for never, when left out."),
        new("transmit_timeout_ms", new NumberShape(1, 60_000), "Transmit timeout", "How long a frame may take before the chip is started again: 1000 when left out."),
        new("most_recoveries", new NumberShape(0, MostFrames), "Most recoveries", "How often it recovers before it gives up: 1000 when left out."),
    ];
}
