using System.Globalization;
using Dmm.Modeling.Model;

namespace Dmm.Analysis;

/// <summary>Which frames a guest's NIC takes, by the <c>receive</c> or the <c>delivery</c> of its model.</summary>
internal static class Receiver
{
    /// <summary>Whether a model says anything of it.</summary>
    public static bool IsKnown(DeviceModel model) => model.Receive is not null || model.Delivery is not null;

    /// <summary>Whether frames can come in at all.</summary>
    public static bool Listens(DeviceModel model, ReadOnlySpan<ulong> words) =>
        model.Receive?.Listens.Test(words, -1, 0) == true || model.Delivery?.Listens.Test(words, -1, 0) == true;

    /// <summary>Whether a frame to an address is taken.</summary>
    public static bool Takes(DeviceModel model, ReadOnlySpan<byte> address, ReadOnlySpan<ulong> words) =>
        model.Receive?.Takes(address, words) == true || model.Delivery?.Takes(address, words) == true;

    /// <summary>Reads an address as it is written, with colons; null when the text is none.</summary>
    public static byte[]? Address(string text)
    {
        var bytes = new byte[AddressFilterInfo.AddressBytes];
        var parts = text.Split(':');
        if (parts.Length != bytes.Length)
            return null;
        for (var i = 0; i < bytes.Length; i++)
            if (parts[i].Length != 2 || !byte.TryParse(parts[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]))
                return null;
        return bytes;
    }
}
