using Passthrough.Guests.Workloads;
using Passthrough.Peers;

namespace Passthrough.Nics.Rtl8139;

/// <summary>In what drivers of the RTL8139 differ. As it stands: a driver much like 8139too of Linux.</summary>
/// <remarks>Each choice is one that a model or a hand-off could get wrong while all other drivers work.</remarks>
internal sealed record Rtl8139DriverOptions : ScriptedDriverOptions
{
    internal const int LeastRingKib = 8, MostRingKib = 64, LeastEntries = 2, MostEntries = 64;

    /// <summary>The six bytes of the address that it gives the card; made from the guest's number unless something else is said.</summary>
    public IReadOnlyList<byte>? StationAddress { get; init; }

    /// <summary>It reaches the registers in memory (BAR 1), as Linux and iPXE, and not through ports (BAR 0).</summary>
    public bool UsesMemory { get; init; }

    /// <summary>C+ mode: its buffers are named by descriptors.</summary>
    public bool UsesDescriptors { get; init; }

    /// <summary>C mode: KiB of the receive ring, 8, 16, 32 or 64.</summary>
    public int RingKib { get; init; } = 16;

    /// <summary>C mode: a frame that does not fit overruns the ring (RCR.WRAP) and is in one piece.</summary>
    public bool Overruns { get; init; } = true;

    /// <summary>C+ mode: entries of each ring.</summary>
    public int Entries { get; init; } = 16;

    /// <summary>C+ mode: it gives a frame in two pieces, one by one, and looks at its card in between.</summary>
    public bool GivesPartsApart { get; init; }

    /// <summary>C+ mode: before it changes to that, it looks whether the card keeps the addresses of the slots of C mode.</summary>
    public bool TriesSlots { get; init; }

    /// <summary>It leaves its card with the clock halted, as Linux's 8139too does where it can.</summary>
    public bool HaltsClock { get; init; }

    /// <summary>It compares words of the EEPROM, bit by bit, with what it read before.</summary>
    public bool ReadsEeprom { get; init; }

    /// <summary>It receives whatever is on the wire (RCR.AAP), as a bridge.</summary>
    public bool IsPromiscuous { get; init; }

    /// <summary>A number by which what it sets differs from what others do, in registers that are for tuning; 0 leaves those alone.</summary>
    public byte Mark { get; init; }

    /// <summary>Before every so many frames, when none is in hand, it reads back what it has set; 0 for never.</summary>
    public int ReadsBackEvery { get; init; }

    /// <summary>Before every so many frames, when none is in hand, it restarts its card; 0 for never.</summary>
    public int RestartsEvery { get; init; }

    /// <summary>What is wrong with the options and what to do about it; null if nothing is.</summary>
    public override string? Problem =>
        StationAddress is { } address && (address.Count != WorkloadFrame.AddressBytes || (address[0] & 1) != 0) ? "a station address has six bytes, the first of them even"
        : RingKib is not (8 or 16 or 32 or 64) ? $"a receive ring has 8, 16, 32 or 64 KiB, not {RingKib}"
        : Entries is < LeastEntries or > MostEntries ? $"a ring of descriptors has {LeastEntries} to {MostEntries} entries, not {Entries}"
        : UsualProblem;
}
