using System.Globalization;

namespace Dmm.Tracing;

/// <summary>A PCI address as a number (bus, device, function in 8, 5 and 3 bits) and as text.</summary>
internal static class PciAddressText
{
    public static string Of(int address) => $"{address >> 8:x2}:{(address >> 3) & 0x1f:x2}.{address & 7}";

    /// <summary>Reads <c>00:03.0</c>, also with the domain 0000 before it, as Linux writes it.</summary>
    public static bool TryParse(string? text, out int address)
    {
        address = 0;
        var parts = (text ?? "").Split(':', '.');
        if (parts is ["0000", ..] && parts.Length == 4)
            parts = parts[1..];
        return parts.Length == 3
            && TryAppend(parts[0], 8, ref address)
            && TryAppend(parts[1], 5, ref address)
            && TryAppend(parts[2], 3, ref address);
    }

    private static bool TryAppend(string digits, int bits, ref int address)
    {
        if (!byte.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || value >> bits != 0)
            return false;
        address = (address << bits) | value;
        return true;
    }
}
