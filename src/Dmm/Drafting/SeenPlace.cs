namespace Dmm.Drafting;

/// <summary>What a recording shows of one place, accessed with one size.</summary>
/// <param name="region">The region's number.</param>
/// <param name="offset">Bytes from its start.</param>
/// <param name="size">Bytes of an access.</param>
internal sealed class SeenPlace(int region, uint offset, int size)
{
    /// <summary>Regions with a number above these are no BARs: the expansion ROM.</summary>
    private const int Bars = 6;

    /// <summary>The bytes of a region that a model can describe.</summary>
    public const ulong MostBytes = 1 << 20;

    /// <summary>Enough to tell an index, which takes many values, from a command.</summary>
    private const int MostValues = 16;

    private const int LeastOften = 4;
    private const ulong LeastAddress = 0x1000;

    private readonly HashSet<ulong> written = [];
    private ulong? firstRead;

    /// <summary>The region's number.</summary>
    public int Region => region;

    /// <summary>Bytes from its start.</summary>
    public uint Offset => offset;

    /// <summary>Bytes of an access.</summary>
    public int Size => size;

    /// <summary>The offset behind it.</summary>
    public ulong End => (ulong)offset + (ulong)size;

    /// <summary>Whether a model can list it.</summary>
    public bool CanBeListed => region < Bars && End <= MostBytes;

    public long Reads { get; private set; }
    public long Writes { get; private set; }

    /// <summary>Bits that were not the same in all reads.</summary>
    public ulong ChangingBits { get; private set; }

    /// <summary>Different values that were written, up to a bound.</summary>
    public int WrittenValues => written.Count;

    /// <summary>Whether long runs of different values passed through it.</summary>
    public bool IsStream { get; set; }

    /// <summary>Loops that read until the value changed; the most repetitions of one, and the bits that changed.</summary>
    public Habit Polls { get; } = new();

    /// <summary>Writes right after a read, the bits that they changed.</summary>
    public Habit Modifies { get; } = new();

    /// <summary>Writes of bits that were 1 and read as 0 afterwards.</summary>
    public Habit Acknowledges { get; } = new();

    /// <summary>Reads after a write that gave what had been written, and others.</summary>
    public long Echoes { get; set; }
    public long Others { get; set; }

    /// <summary>Interrupts after which this was read first.</summary>
    public long FirstAfterInterrupt { get; set; }

    /// <summary>The memory whose address was written here.</summary>
    public NamedMemory Named { get; } = new();

    /// <summary>Writes that a DMA followed at once.</summary>
    public long Begins { get; set; }

    /// <summary>Whether a write seems to have the device begin something.</summary>
    public bool IsCommand => (Begins >= LeastOften && 2 * Begins >= Writes) || (Others >= LeastOften && Others > Echoes);

    /// <summary>Whether writes acknowledge bits that the device sets.</summary>
    public bool IsAcknowledged => Acknowledges.Count >= LeastOften;

    /// <summary>Whether most addresses that were written are ones that the device used; the last may not have been used yet.</summary>
    public bool IsAddress => Named.Starts > 0 && 2 * Named.Starts >= WrittenAddresses;

    private int WrittenAddresses => written.Count(value => value >= LeastAddress);

    /// <summary>Counts an access.</summary>
    public void Add(bool isWrite, ulong value)
    {
        if (isWrite)
        {
            Writes++;
            if (written.Count < MostValues)
                written.Add(value);
            return;
        }
        Reads++;
        firstRead ??= value;
        ChangingBits |= value ^ firstRead.Value;
    }
}
