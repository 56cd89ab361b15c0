using Passthrough.Guests.Workloads;
using Passthrough.Peers;

namespace Passthrough.Nics.Ne2000;

/// <summary>In what drivers of the NE2000 differ. As it stands: a driver much like that of Linux, with one transmit buffer.</summary>
/// <remarks>Each choice is one that a model or a hand-off could get wrong while all other drivers work.</remarks>
internal sealed record Ne2000DriverOptions : ScriptedDriverOptions
{
    /// <summary>The pages of a transmit buffer: 1536 bytes, enough for the longest frame.</summary>
    public const int PagesOfABuffer = 6;

    private const int FirstPage = 0x40, EndOfPages = 0x80;

    /// <summary>The six bytes of the address that it gives the card; made from the guest's number unless something else is said.</summary>
    public IReadOnlyList<byte>? StationAddress { get; init; }

    /// <summary>It takes the address that it finds in its card, as drivers do that nobody tells another.</summary>
    public bool FindsAddress { get; init; }

    /// <summary>Bytes of one access to the data port: 1 or 2, which it tells the card (DCR.WTS), or 4 where the card allows it (PCI).</summary>
    public int TransferBytes { get; init; } = 2;

    /// <summary>It moves frames by <c>rep insw</c> and <c>rep outsw</c>, one exit each; without, word by word, as iPXE.</summary>
    public bool MovesInRuns { get; init; } = true;

    /// <summary>The first page of its transmit buffers.</summary>
    public byte FirstTransmitPage { get; init; } = FirstPage;

    /// <summary>The first page of its receive ring (PSTART).</summary>
    public byte FirstRingPage { get; init; } = FirstPage + 2 * PagesOfABuffer;

    /// <summary>The page behind its receive ring (PSTOP).</summary>
    public byte EndOfRing { get; init; } = EndOfPages;

    /// <summary>What it writes to BNRY.</summary>
    public BoundaryConvention Boundary { get; init; }

    /// <summary>It loads a second frame while the first is on the wire, as Linux: memory on the card that is live though nothing is sent from it.</summary>
    public bool HasTwoTransmitBuffers { get; init; }

    /// <summary>
    /// It never clears ISR.PTX, as iPXE, and learns from CR.TXP that a frame is out and from TSR whether it was sent: the cause in ISR is
    /// of some frame long ago. PTX is then masked, for it would interrupt for ever.
    /// </summary>
    public bool LeavesTransmitCause { get; init; }

    /// <summary>The causes that interrupt (IMR). Of causes that are masked it learns by looking.</summary>
    public byte InterruptMask { get; init; } = 0x3f;

    /// <summary>It receives whatever is on the wire (RCR.PRO), as a bridge.</summary>
    public bool IsPromiscuous { get; init; }

    /// <summary>The groups that it receives (RCR.AM, and a bit of MAR for each).</summary>
    public IReadOnlyList<IReadOnlyList<byte>> Groups { get; init; } = [];

    /// <summary>It writes RBCR and RSAR early, does other things, and only then commands remote DMA: the registers are live with nothing going on.</summary>
    public bool SplitsSetup { get; init; }

    /// <summary>It reads back every register that can be read after each so many frames, and gives up if one is not as it set it; 0 for never.</summary>
    public int ReadsBackEvery { get; init; }

    /// <summary>The registers that its device does not give back; they are not read, for a model need not list them.</summary>
    public Ne2000Readback NotReadBack { get; init; }

    /// <summary>It rests with page 1 selected, so that CR is live while nothing goes on.</summary>
    public bool RestsOnPage1 { get; init; }

    /// <summary>It goes through the overflow procedure after each so many frames, with the frame on its way and no overflow; 0 for never.</summary>
    public int RecoversEvery { get; init; }

    /// <summary>It tests its card in loopback after each so many frames, if it has none in hand; 0 for never.</summary>
    public int TestsItselfEvery { get; init; }

    /// <summary>It resets its running card and starts it again after each so many frames, as the next system of a machine does, if it has none in hand; 0 for never.</summary>
    public int RestartsEvery { get; init; }

    /// <summary>What is wrong with the options and what to do about it; null if nothing is.</summary>
    public override string? Problem =>
        StationAddress is { } address && (address.Count != WorkloadFrame.AddressBytes || (address[0] & 1) != 0) ? "a station address has six bytes, the first of them even"
        : TransferBytes is not (1 or 2 or 4) ? $"an access to the data port has 1, 2 or 4 bytes, not {TransferBytes}"
        : FirstTransmitPage < FirstPage || EndOfTransmitPages > EndOfPages ? $"transmit buffers in pages 0x{FirstTransmitPage:x} to 0x{EndOfTransmitPages:x} are not within 0x40 to 0x80"
        : FirstRingPage < FirstPage || EndOfRing > EndOfPages || EndOfRing - FirstRingPage < LeastRingPages
            ? $"a ring in pages 0x{FirstRingPage:x} to 0x{EndOfRing:x} is not within 0x40 to 0x80 or has less than {LeastRingPages} pages"
        : FirstTransmitPage < EndOfRing && FirstRingPage < EndOfTransmitPages ? "the ring and the transmit buffers overlap"
        : (InterruptMask & 0x80) != 0 ? "ISR.RST is no cause of an interrupt; leave bit 7 out of the mask"
        : Groups.Any(group => group.Count != WorkloadFrame.AddressBytes || (group[0] & 1) == 0) ? "the address of a group has six bytes, the first of them odd"
        : ReadsBackEvery < 0 || RecoversEvery < 0 || TestsItselfEvery < 0 || RestartsEvery < 0 ? "a number of frames cannot be negative"
        : UsualProblem;

    internal int TransmitBuffers => HasTwoTransmitBuffers ? 2 : 1;

    private int EndOfTransmitPages => FirstTransmitPage + TransmitBuffers * PagesOfABuffer;

    /// <summary>The longest frame takes six pages, and one page stays free.</summary>
    private static int LeastRingPages => PagesOfABuffer + 2;
}
