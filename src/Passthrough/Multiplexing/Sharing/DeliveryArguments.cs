using Dmm.Modeling.Model;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>What expressions of a delivery name beside registers, variables and fields of an entry: words of the state block, one after the other.</summary>
internal static class DeliveryArguments
{
    /// <summary>Their places: bytes of a frame, those in this entry, whether it is the first and the last, a place, whether its entry is the last of the ring, the destination, the bytes in front of a frame, whether every frame is to be taken, the place of the next entry; what the device has in a register is the last.</summary>
    public const int Frame = 0, Part = 1, IsFirst = 2, IsLast = 3, Place = 4, IsEnd = 5, Destination = 6, Header = 7, Everything = 8, Following = 9, Count = 11;

    /// <summary>The arguments in a state block.</summary>
    public static Span<ulong> Of(DeliveryInfo delivery, Span<ulong> words) => words.Slice(delivery.ArgumentsWord, Count);

    /// <summary>The destination of a frame as a number, the first byte lowest; 0 of one that ends before.</summary>
    public static ulong DestinationOf(ReadOnlySpan<byte> frame)
    {
        ulong address = 0;
        for (var i = 0; i < AddressFilterInfo.AddressBytes && frame.Length >= AddressFilterInfo.AddressBytes; i++)
            address |= (ulong)frame[i] << (8 * i);
        return address;
    }
}
