using Passthrough.Guests.Workloads;
using Passthrough.Peers;

namespace Passthrough.Nics.Tulip;

/// <summary>In what drivers of a 21143 differ. As it stands: a driver much like that of Linux, with short rings.</summary>
/// <remarks>Each choice is one that a model or a hand-off could get wrong while all other drivers work.</remarks>
internal sealed record TulipDriverOptions : ScriptedDriverOptions
{
    /// <summary>The longest ring here; the chip has no limit.</summary>
    public const int MostEntries = 1024;

    /// <summary>The longest buffer: eleven bits, in words of four bytes (manual, RDES1).</summary>
    public const int MostBufferBytes = 2044;

    /// <summary>A setup frame has sixteen addresses, two of which are the station's and everybody's.</summary>
    public const int MostGroups = 14;

    /// <summary>The six bytes of the address that it receives by; made from the guest's number unless something else is said.</summary>
    public IReadOnlyList<byte>? StationAddress { get; init; }

    /// <summary>It uses the registers in memory, and not the ports.</summary>
    public bool UsesMemory { get; init; }

    /// <summary>Entries of the receive ring.</summary>
    public int ReceiveEntries { get; init; } = 8;

    /// <summary>Entries of the transmit ring.</summary>
    public int TransmitEntries { get; init; } = 5;

    /// <summary>Bytes of a buffer that is received into. A frame that is longer takes several.</summary>
    public int ReceiveBufferBytes { get; init; } = 1536;

    /// <summary>It hands over a frame in two pieces, so that it begins in one entry and ends in the next.</summary>
    public bool SplitsFrames { get; init; }

    /// <summary>It gives the pieces of a split frame one by one, and looks at its chip in between.</summary>
    public bool GivesPartsApart { get; init; }

    /// <summary>It compares a word of the serial ROM, bit by bit, with what it read before.</summary>
    public bool ReadsRom { get; init; }

    /// <summary>It hands over a frame in the two buffers of one entry.</summary>
    public bool UsesBothBuffers { get; init; }

    /// <summary>It receives whatever is on the wire, as a bridge.</summary>
    public bool IsPromiscuous { get; init; }

    /// <summary>The groups that it receives, in its setup frame.</summary>
    public IReadOnlyList<IReadOnlyList<byte>> Groups { get; init; } = [];

    /// <summary>How many words it lets the chip move at once: CSR0, burst length.</summary>
    public int Burst { get; init; } = 8;

    /// <summary>The threshold for sending: CSR6, 0 to 3.</summary>
    public int Threshold { get; init; }

    /// <summary>It gives its setup frame again after each so many frames, as where groups change; 0 for never.</summary>
    public int FiltersEvery { get; init; }

    /// <summary>It compares registers with what it set after each so many frames; 0 for never.</summary>
    public int ReadsBackEvery { get; init; }

    /// <summary>It stops the chip and gives it its rings again after each so many frames; 0 for never.</summary>
    public int RestartsEvery { get; init; }

    /// <summary>Entries that a frame takes.</summary>
    internal int EntriesOfAFrame => SplitsFrames ? 2 : 1;

    /// <summary>What is wrong with the options and what to do about it; null if nothing is.</summary>
    public override string? Problem =>
        StationAddress is { } address && (address.Count != WorkloadFrame.AddressBytes || (address[0] & 1) != 0) ? "a station address has six bytes, the first of them even"
        : ReceiveEntries is < 1 or > MostEntries || TransmitEntries is < 1 or > MostEntries ? $"a ring has 1 to {MostEntries} entries"
        : TransmitEntries <= EntriesOfAFrame ? $"the transmit ring needs {EntriesOfAFrame + 1} entries: those of a frame, and one for a setup frame"
        : ReceiveBufferBytes is < 64 or > MostBufferBytes || ReceiveBufferBytes % 4 != 0 ? $"a receive buffer has 64 to {MostBufferBytes} bytes, in words of four, not {ReceiveBufferBytes}"
        : ReceiveBufferBytes * ReceiveEntries < 2 * TulipReceiveRing.MostFrameBytes ? "the receive buffers together must hold two frames"
        : GivesPartsApart && !SplitsFrames ? "only a frame in two pieces has parts"
        : Groups.Count > MostGroups ? $"a setup frame has room for {MostGroups} groups"
        : Groups.Any(group => group.Count != WorkloadFrame.AddressBytes || (group[0] & 1) == 0) ? "the address of a group has six bytes, the first of them odd"
        : Burst is < 0 or > 32 || Threshold is < 0 or > 3 ? "a burst has 0 to 32 words, and the threshold is 0 to 3"
        : FiltersEvery < 0 || ReadsBackEvery < 0 || RestartsEvery < 0 ? "a number of frames cannot be negative"
        : UsualProblem;
}
