using Passthrough.Devices;
using Passthrough.Peers;

namespace Passthrough.Nics.Tulip;

/// <summary>The frame by which a chip is told which addresses it is to receive by: sixteen, each in the lower halves of three words (manual, Setup Frame).</summary>
internal sealed class TulipSetupFrame
{
    public const int ByteCount = 192;

    private const int Addresses = 16, AddressStride = 12;

    public TulipSetupFrame(TulipDriverOptions options, ushort number)
    {
        Address = options.StationAddress is { } address ? [.. address] : UsualAddress.Of(number);
        var everybody = Enumerable.Repeat((byte)0xff, WorkloadFrame.AddressBytes).ToArray();
        for (var i = 0; i < Addresses; i++)
            Put(i, i == 0 ? Address : i <= options.Groups.Count ? options.Groups[i - 1] : everybody);
    }

    public byte[] Address { get; }

    public byte[] Bytes { get; } = new byte[ByteCount];

    private void Put(int number, IReadOnlyList<byte> address)
    {
        for (var i = 0; i < address.Count; i++)
            Bytes[number * AddressStride + i / 2 * 4 + i % 2] = address[i];
    }
}
