using Dmm.Tracing.Devices;
using Dmm.Tracing.Text;

namespace Dmm.Tracing.Qemu;

/// <summary>The lines that tell which PCI devices there are, and where: <c>pci_cfg_*</c> and <c>pci_update_mappings_*</c>.</summary>
/// <remarks>
/// All begin with the device model's name and the address, <c>ne2k_pci 00:03.0</c>. Before version 7 QEMU printed a
/// pointer (<c>d=0x55b3</c>) for the name of a mapping, and <c>03:0</c>, decimal and without the bus, for the address of a configuration access.
/// </remarks>
internal sealed class PciLines(DeviceChoice choice)
{
    /// <summary><c>ne2k_pci 00:03.0 @0x3c &lt;- 0xb</c>.</summary>
    public LineMeaning Config(ReadOnlySpan<byte> text, bool isWrite, bool terminated)
    {
        var tokens = new TokenScanner(text);
        if (!Device(ref tokens, out var name, out var address)
            || !tokens.Literal(" @0x"u8) || !tokens.Hex(out var offset)
            || !tokens.Literal(isWrite ? " <- 0x"u8 : " -> 0x"u8) || !tokens.Hex(out var value)
            || !tokens.AtEnd || !terminated || value > uint.MaxValue || offset > ushort.MaxValue)
            return LineMeaning.Torn;
        if (choice.Find(address, name) is not { } device)
            return LineMeaning.Foreign;
        device.Lines++;
        if (isWrite)
        {
            device.Config.Write((uint)offset, sizeof(byte), (uint)value);
            return LineMeaning.Understood;
        }

        var known = device.Config.Id;
        device.Config.Read((uint)offset, (uint)value);
        if (known != device.Config.Id)
            choice.IdentityChanged(device);
        return LineMeaning.Understood;
    }

    /// <summary><c>ne2k_pci 00:03.0 0,0xc000+0x100</c>: region, base, size.</summary>
    public LineMeaning Mapping(ReadOnlySpan<byte> text, bool isAdded, bool terminated)
    {
        var tokens = new TokenScanner(text);
        if (!Device(ref tokens, out var name, out var address)
            || !tokens.Literal(" "u8) || !tokens.Decimal(out var region)
            || !tokens.Literal(",0x"u8) || !tokens.Hex(out var start)
            || !tokens.Literal("+0x"u8) || !tokens.Hex(out var size)
            || !tokens.AtEnd || !terminated)
            return LineMeaning.Torn;
        if (region >= TraceEvent.RegionCount || size == 0 || start + (size - 1) < start)
            return LineMeaning.OutOfRange;
        if (choice.Find(address, name) is not { } device)
            return LineMeaning.Foreign;
        device.Lines++;
        choice.MappingChanges(device, (int)region, start, isAdded ? size : 0);
        return LineMeaning.Understood;
    }

    /// <summary>A name and an address, as all lines about a PCI device begin.</summary>
    public static bool Device(ref TokenScanner tokens, out ReadOnlySpan<byte> name, out int address)
    {
        address = 0;
        if (!tokens.Word(out name) || !tokens.Literal(" "u8) || !tokens.Word(out var text))
            return false;
        return TryParseAddress(text, out address);
    }

    private static bool TryParseAddress(ReadOnlySpan<byte> text, out int address)
    {
        address = 0;
        var tokens = new TokenScanner(text);
        if (!text.Contains((byte)'.'))
        {
            if (!tokens.Decimal(out var slot) || !tokens.Literal(":"u8) || !tokens.Decimal(out var function))
                return false;
            address = (int)((slot << 3) | (function & 7));
            return tokens.AtEnd && slot < 32 && function < 8;
        }

        if (!tokens.Hex(out var bus) || !tokens.Literal(":"u8) || !tokens.Hex(out var device)
            || !tokens.Literal("."u8) || !tokens.Hex(out var fn))
            return false;
        address = (int)(((bus & 0xff) << 8) | ((device & 0x1f) << 3) | (fn & 7));
        return tokens.AtEnd && bus < 256 && device < 32 && fn < 8;
    }
}
