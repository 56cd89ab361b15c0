using Passthrough.Guests.Workloads;
using Passthrough.Peers;

namespace Passthrough.Nics.I8255x;

/// <summary>In what drivers of an 82559 differ. As it stands: a driver much like Linux's e100, with short lists.</summary>
/// <remarks>Each choice is one that a model or a hand-off could get wrong while all other drivers work.</remarks>
internal sealed record I8255xDriverOptions : ScriptedDriverOptions
{
    /// <summary>The longest lists here; the chip has no limit.</summary>
    public const int MostEntries = 256;

    /// <summary>The groups that its list has room for; the chip has a limit of its own, which is longer.</summary>
    public const int MostGroups = 64;

    /// <summary>The six bytes of the address that it receives by; made from the guest's number unless something else is said.</summary>
    public IReadOnlyList<byte>? StationAddress { get; init; }

    /// <summary>It uses the ports, and not the registers in memory.</summary>
    public bool UsesPorts { get; init; }

    /// <summary>Areas to receive into.</summary>
    public int ReceiveAreas { get; init; } = 8;

    /// <summary>Command blocks.</summary>
    public int CommandBlocks { get; init; } = 6;

    /// <summary>How it hands over a frame.</summary>
    public I8255xFrameForm Form { get; init; } = I8255xFrameForm.Table;

    /// <summary>The parts of a frame in a table.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>It starts the command unit for each list, and does not resume it.</summary>
    public bool StartsEachList { get; init; }

    /// <summary>What addresses count from.</summary>
    public uint Base { get; init; }

    /// <summary>It receives whatever is on the wire, as a bridge.</summary>
    public bool IsPromiscuous { get; init; }

    /// <summary>The groups that it receives.</summary>
    public IReadOnlyList<IReadOnlyList<byte>> Groups { get; init; } = [];

    /// <summary>It gives configuration, address and groups again after each so many frames; 0 for never.</summary>
    public int ConfiguresEvery { get; init; }

    /// <summary>It has its counters dumped after each so many frames; 0 for never.</summary>
    public int CountsEvery { get; init; }

    /// <summary>It compares registers with what it set after each so many frames; 0 for never.</summary>
    public int ReadsBackEvery { get; init; }

    /// <summary>It resets the chip and gives it its lists again after each so many frames; 0 for never.</summary>
    public int RestartsEvery { get; init; }

    /// <summary>The threshold at which the chip asks its neighbour to pause; 0 leaves that alone.</summary>
    public byte PauseThreshold { get; init; }

    /// <summary>It compares words of the EEPROM, bit by bit, with what it read before.</summary>
    public bool ReadsEeprom { get; init; }

    /// <summary>It loads code into the chip, and then resets it for its work.</summary>
    public bool LoadsCode { get; init; }

    /// <summary>What is wrong with the options and what to do about it; null if nothing is.</summary>
    public override string? Problem =>
        StationAddress is { } address && (address.Count != WorkloadFrame.AddressBytes || (address[0] & 1) != 0) ? "a station address has six bytes, the first of them even"
        : ReceiveAreas is < 2 or > MostEntries ? $"there are 2 to {MostEntries} areas to receive into"
        : CommandBlocks is < 4 or > MostEntries ? $"there are 4 to {MostEntries} command blocks: three say how to receive, and one has a frame"
        : Parts is < 1 or > I8255xCommandList.MostParts ? $"a frame has 1 to {I8255xCommandList.MostParts} parts"
        : Groups.Count > MostGroups ? $"the list has room for {MostGroups} groups"
        : Groups.Any(group => group.Count != WorkloadFrame.AddressBytes || (group[0] & 1) == 0) ? "the address of a group has six bytes, the first of them odd"
        : ConfiguresEvery < 0 || CountsEvery < 0 || ReadsBackEvery < 0 || RestartsEvery < 0 ? "a number of frames cannot be negative"
        : UsualProblem;
}
