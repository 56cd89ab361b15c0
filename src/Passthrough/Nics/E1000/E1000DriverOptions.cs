using Passthrough.Guests.Workloads;
using Passthrough.Peers;

namespace Passthrough.Nics.E1000;

/// <summary>In what drivers of the 8254x differ. As it stands: a driver with interrupts, and one legacy descriptor for a frame.</summary>
/// <remarks>Each choice is one that a model, a shadow of the rings or a hand-off could get wrong while all other drivers work.</remarks>
internal sealed record E1000DriverOptions : ScriptedDriverOptions
{
    private const int LeastEntries = 8, MostEntries = 256;

    /// <summary>The six bytes of the address that it gives the NIC; made from the guest's number unless something else is said.</summary>
    public IReadOnlyList<byte>? StationAddress { get; init; }

    /// <summary>It takes the address that it finds in its NIC, as drivers do that nobody tells another.</summary>
    public bool FindsAddress { get; init; }

    /// <summary>Entries of its transmit ring: a multiple of 8.</summary>
    public int TransmitEntries { get; init; } = 16;

    /// <summary>Entries of its receive ring: a multiple of 8.</summary>
    public int ReceiveEntries { get; init; } = 32;

    /// <summary>A frame is two entries, the addresses and type apart from the rest, as drivers have it that do not copy frames.</summary>
    public bool SplitsFrames { get; init; }

    /// <summary>It gives the parts of a split frame one by one, and looks at its NIC in between.</summary>
    public bool GivesPartsApart { get; init; }

    /// <summary>It reads the first words of the EEPROM bit by bit, as U-Boot does.</summary>
    public bool ReadsEepromByBits { get; init; }

    /// <summary>Before each frame comes a context descriptor, and the frame's are data descriptors, as drivers have it that leave checksums to the NIC.</summary>
    public bool UsesContexts { get; init; }

    /// <summary>It gives a context only once, and has the NIC put a checksum at this place of each frame; 0 for none. It needs contexts.</summary>
    /// <remarks>The checksum of two bytes is their complement, so a frame goes out as it is meant if its two bytes there are given as their complement.</remarks>
    public int ChecksumAt { get; init; }

    /// <summary>It receives whatever is on the wire.</summary>
    public bool IsPromiscuous { get; init; }

    /// <summary>It resets its NIC and restarts it after each so many frames, with the rings where they were; 0 for never.</summary>
    public int RestartsEvery { get; init; }

    /// <summary>It reads its registers back before each so many frames, when nothing is on its way; 0 for never.</summary>
    public int ReadsBackEvery { get; init; }

    /// <summary>What is wrong with the options and what to do about it; null if nothing is.</summary>
    public override string? Problem =>
        StationAddress is { } address && (address.Count != WorkloadFrame.AddressBytes || (address[0] & 1) != 0) ? "a station address has six bytes, the first of them even"
        : !IsRing(TransmitEntries) || !IsRing(ReceiveEntries) ? $"a ring has {LeastEntries} to {MostEntries} entries, a multiple of 8"
        : ChecksumAt != 0 && (!UsesContexts || ChecksumAt is < 14 or > 58) ? "a checksum needs a context, and lies behind the addresses in the shortest frame"
        : GivesPartsApart && !SplitsFrames ? "only a frame that is split has parts"
        : RestartsEvery < 0 || ReadsBackEvery < 0 ? "a number of frames cannot be negative"
        : UsualProblem;

    private static bool IsRing(int entries) => entries is >= LeastEntries and <= MostEntries && entries % 8 == 0;
}
