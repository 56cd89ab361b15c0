namespace Passthrough.Devices;

/// <summary>The station address of a guest for which none is given.</summary>
internal static class UsualAddress
{
    /// <summary>One that is administered locally, with the guest's number at its end.</summary>
    public static byte[] Of(ushort guest) => [0x02, 0, 0, 0, (byte)(guest >> 8), (byte)guest];
}
