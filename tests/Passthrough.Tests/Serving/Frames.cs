namespace Passthrough.Tests.Serving;

/// <summary>Frames of a station 52:54:00:12:34:60 at 10.0.2.15.</summary>
internal static class Frames
{
    private const string Station = "525400123460";

    /// <summary>Who has 10.0.2.2?</summary>
    public static readonly byte[] ArpRequest = Padded($"ffffffffffff{Station}0806" + $"0001080006040001{Station}0a00020f000000000000" + "0a000202");

    /// <summary>A ping of the router with four bytes of data.</summary>
    public static readonly byte[] Ping = Padded($"52550a000202{Station}0800" + "4500002000010000400100000a00020f0a000202" + "0800000012340001deadbeef");

    /// <summary>A request for an address (DISCOVER).</summary>
    public static readonly byte[] Discover = Padded($"ffffffffffff{Station}0800" + "45000118000100004011000000000000ffffffff" + "0044004301040000"
        + "0101060012345678" + new string('0', 40) + Station + new string('0', 2 * (236 - 34)) + "63825363" + "350101ff" + new string('0', 2 * 8));

    private static byte[] Padded(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        return bytes.Length < 60 ? [.. bytes, .. new byte[60 - bytes.Length]] : bytes;
    }
}
