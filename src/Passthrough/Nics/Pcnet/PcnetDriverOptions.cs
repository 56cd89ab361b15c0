using Passthrough.Guests.Workloads;
using Passthrough.Peers;

namespace Passthrough.Nics.Pcnet;

/// <summary>In what drivers of the PCnet differ. As it stands: a driver much like that of Linux, with short rings.</summary>
/// <remarks>Each choice is one that a model or a hand-off could get wrong while all other drivers work.</remarks>
internal sealed record PcnetDriverOptions : ScriptedDriverOptions
{
    /// <summary>The longest ring: 512 entries (data sheet, RLEN and TLEN).</summary>
    public const int MostLog = 9;

    /// <summary>The six bytes of the address that it gives the chip; made from the guest's number unless something else is said.</summary>
    public IReadOnlyList<byte>? StationAddress { get; init; }

    /// <summary>It takes the address that it finds in its chip, as drivers do that nobody tells another.</summary>
    public bool FindsAddress { get; init; }

    /// <summary>Where in its memory the block, the rings and the buffers begin.</summary>
    public uint MemoryAt { get; init; } = 0x10000;

    /// <summary>The receive ring has as many entries as two to the power of this.</summary>
    public int ReceiveLog { get; init; } = 3;

    /// <summary>The transmit ring has as many entries as two to the power of this.</summary>
    public int TransmitLog { get; init; } = 2;

    /// <summary>Bytes of a buffer that is received into. A frame that is longer takes several.</summary>
    public int ReceiveBufferBytes { get; init; } = 1536;

    /// <summary>It hands over a frame in two pieces, so that it begins in one entry and ends in the next.</summary>
    public bool SplitsFrames { get; init; }

    /// <summary>Before each frame it gives the two pieces of it one by one, so that the chip gives up on it (data sheet, BUFF), and looks at its chip in between.</summary>
    public bool BreaksFramesOff { get; init; }

    /// <summary>It receives whatever is on the wire (PROM in CSR15), as a bridge.</summary>
    public bool IsPromiscuous { get; init; }

    /// <summary>The groups that it receives (a bit of CSR8 to CSR11 for each).</summary>
    public IReadOnlyList<IReadOnlyList<byte>> Groups { get; init; } = [];

    /// <summary>It rests the chip (SPND) after each so many frames, compares its registers with what it set, and writes the filters again as Linux does; 0 for never.</summary>
    public int SuspendsEvery { get; init; }

    /// <summary>It stops and initializes the chip after each so many frames, with what waits in the rings; 0 for never.</summary>
    public int RestartsEvery { get; init; }

    /// <summary>What is wrong with the options and what to do about it; null if nothing is.</summary>
    public override string? Problem =>
        StationAddress is { } address && (address.Count != WorkloadFrame.AddressBytes || (address[0] & 1) != 0) ? "a station address has six bytes, the first of them even"
        : (MemoryAt & (PcnetDescriptor.ByteCount - 1)) != 0 ? $"rings are aligned to {PcnetDescriptor.ByteCount} bytes; 0x{MemoryAt:x} is not"
        : ReceiveLog is < 0 or > MostLog || TransmitLog is < 0 or > MostLog ? $"a ring has 2 to the power of 0 to {MostLog} entries"
        : SplitsFrames && TransmitLog == 0 ? "a frame in two pieces needs a transmit ring of two entries"
        : BreaksFramesOff && (!SplitsFrames || TransmitLog < 2) ? "a frame in two pieces that is broken off first needs a transmit ring of four entries"
        : ReceiveBufferBytes is < 64 or > PcnetDescriptor.MostBytes ? $"a receive buffer has 64 to {PcnetDescriptor.MostBytes} bytes, not {ReceiveBufferBytes}"
        : ReceiveBufferBytes << Math.Min(ReceiveLog, 5) < 2 * PcnetLayout.MostFrameBytes ? "the receive buffers together must hold two frames"
        : Groups.Any(group => group.Count != WorkloadFrame.AddressBytes || (group[0] & 1) == 0) ? "the address of a group has six bytes, the first of them odd"
        : SuspendsEvery < 0 || RestartsEvery < 0 ? "a number of frames cannot be negative"
        : UsualProblem;
}
