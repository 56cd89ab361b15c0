using Dmm.Tracing.Text;

namespace Dmm.Tracing.Mmiotrace;

/// <summary>What follows <c>PCIDEV</c>: a device of the machine, as the lines of /proc/bus/pci/devices have it.</summary>
/// <remarks>
/// <c>0018 8086100e b febc0000 c001 0 0 0 0 feb80000 20000 40 0 0 0 0 40000 e1000</c>: bus, device and function; vendor and device;
/// interrupt; seven bases with their flags in the low bits; seven sizes; the driver, or nothing.
/// </remarks>
internal ref struct PciDevLine
{
    /// <summary>Six base addresses and the ROM's.</summary>
    public const int RegionCount = 7;

    private const uint PortFlag = 1;
    private const ulong Flags = 0xf;

    public int Address;
    public ushort Vendor;
    public ushort Device;
    public ReadOnlySpan<byte> Driver;

    /// <summary>Reads a line; the regions that are memory go to the arrays, size 0 for every other.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, Span<ulong> starts, Span<ulong> sizes, out PciDevLine line)
    {
        line = default;
        var tokens = new TokenScanner(text);
        if (!TryPair(ref tokens, 4, out var address) || !TryPair(ref tokens, 8, out var id) || !tokens.Hex(out _))
            return false;
        line.Address = (int)address;
        line.Vendor = (ushort)(id >> 16);
        line.Device = (ushort)id;
        Span<bool> isPort = stackalloc bool[RegionCount];
        for (var i = 0; i < RegionCount; i++)
        {
            if (!tokens.Literal(" "u8) || !tokens.Hex(out var start))
                return false;
            isPort[i] = (start & PortFlag) != 0;
            starts[i] = start & ~Flags;
        }

        for (var i = 0; i < RegionCount; i++)
        {
            if (!tokens.Literal(" "u8) || !tokens.Hex(out var size))
                return false;
            sizes[i] = isPort[i] ? 0 : size;
        }

        if (tokens.AtEnd || !tokens.Literal(" "u8))
            return tokens.AtEnd;
        _ = tokens.Word(out line.Driver);
        return tokens.AtEnd;
    }

    /// <summary>Whether a text begins like one of these lines, for a recording of which it is the first.</summary>
    public static bool IsBegunBy(ReadOnlySpan<byte> text)
    {
        var tokens = new TokenScanner(text);
        return TryPair(ref tokens, 4, out _) && TryPair(ref tokens, 8, out _);
    }

    private static bool TryPair(ref TokenScanner tokens, int digits, out ulong number)
    {
        number = 0;
        if (!tokens.Word(out var word) || word.Length != digits || !tokens.Literal(" "u8))
            return false;
        var hex = new TokenScanner(word);
        return hex.Hex(out number) && hex.AtEnd;
    }
}
