using Dmm.Modeling.Grammar;
using Passthrough.Devices.Catalog;

namespace Passthrough.Nics.Ne2000;

/// <summary>The options of a driver of the NE2000 as scenarios write them; their meaning stands at <see cref="Ne2000DriverOptions"/>.</summary>
internal static class Ne2000Keys
{
    private const int MostFrames = 1_000_000, MostGroups = 64;

    private static readonly Shape Page = new NumberShape(0x40, 0x80), EveryFrames = new NumberShape(0, MostFrames);

    public static IReadOnlyList<Key> All { get; } =
    [
        new("polled", Forms.Flag, "Polled", "It masks all interrupts and looks now and then, as boot loaders do; false when left out."),
        new("poll_us", new NumberShape(1, 1_000_000), "Time between looks", "Microseconds from one look to the next, where it looks: 50 when left out."),
        new("transfer", new NumberShape(1, 4, 1, 2, 4), "Width of the data port", "Bytes of one access to the data port: 1, 2 or 4; 2 when left out."),
        new("runs", Forms.Flag, "Moves in runs", "It moves frames by string instructions, one exit each; true when left out."),
        new("transmit_page", Page, "Transmit page", "The first page of its transmit buffers: 0x40 when left out."),
        new("transmit_buffers", new NumberShape(1, 2), "Transmit buffers", "With 2 it loads a frame while another is on the wire; 1 when left out."),
        new("ring_page", Page, "Begin of the ring", "The first page of its receive ring: 0x4c when left out."),
        new("ring_end", Page, "End of the ring", "The page behind its receive ring: 0x80 when left out."),
        new("boundary", new ChoiceShape(("before_next", "the page before the next frame, as Linux"), ("at_next", "the page of the next frame, as GeekOS")),
            "Boundary", "What it writes to BNRY when it has taken a frame: before_next when left out."),
        new("leaves_transmit_cause", Forms.Flag, "Leaves the transmit cause", "It never clears ISR.PTX, as iPXE; false when left out."),
        new("interrupt_mask", new NumberShape(0, 0x7f), "Interrupt mask", "The causes that interrupt (IMR): 0x3f when left out."),
        new("promiscuous", Forms.Flag, "Promiscuous", "It receives whatever is on the wire, as a bridge; false when left out."),
        new("groups", new ListShape(KeyReading.Address, max: MostGroups), "Groups", "The multicast addresses that it receives; none when left out."),
        new("splits_setup", Forms.Flag, "Splits the setup", "It sets up remote DMA early and commands it later; false when left out."),
        new("reads_back_every", EveryFrames, "Reads back", "It compares every register with what it set after each so many frames; 0, for never, when left out."),
        new("not_read_back", new ChoiceShape(("none", "every register can be read back"), ("not_on_qemu", "page 2 gives back PSTART and PSTOP alone")),
            "Not read back", "The registers that its device does not give back: none when left out."),
        new("rests_on_page_1", Forms.Flag, "Rests on page 1", "It leaves page 1 selected when there is nothing to do; false when left out."),
        new("recovers_every", EveryFrames, "Recovers", "It goes through the overflow procedure after each so many frames; 0, for never, when left out."),
        new("tests_itself_every", EveryFrames, "Tests itself", "It tests its card in loopback after each so many frames; 0, for never, when left out."),
        new("restarts_every", EveryFrames, "Restarts", "It resets its running card and starts it again after each so many frames; 0, for never, when left out."),
        new("transmit_timeout_ms", new NumberShape(1, 60_000), "Transmit timeout", "How long a frame may take before the card is started again: 100 when left out."),
        new("most_recoveries", new NumberShape(0, MostFrames), "Most recoveries", "How often it recovers before it gives up: 1000 when left out."),
        new("escapes_every", EveryFrames, "Escapes", "It asks for a DMA outside of the card before each so many frames; 0, for never, when left out."),
    ];
}
