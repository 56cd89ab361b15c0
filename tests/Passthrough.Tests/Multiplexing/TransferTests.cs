namespace Passthrough.Tests.Multiplexing;

/// <summary>Memory that a driver has read is given back to the ring, and memory that it still reads is not.</summary>
public class TransferTests
{
    private const uint Boundary = 3, Current = 7;

    /// <summary>In word mode a transfer of an odd count ends one byte behind its end, which may be the ring's. Linux reads frames so, and then gives their pages back.</summary>
    [Theory]
    [InlineData(0x4c, 321, 321)]
    [InlineData(0x4c, 322, 322)]
    [InlineData(0x4c, 257, 257)]
    [InlineData(0x7e, 507, 507)] // up to the last byte of the ring but one
    [InlineData(0x7e, 508, 508)]
    [InlineData(0x7e, 811, 811)] // over the end of the ring
    public void PagesOfAFrameThatWasReadAreGivenBack(byte page, int byteCount, int moved) => Assert.Equal(0, DeniedWhenGivenBack(page, byteCount, moved));

    [Theory]
    [InlineData(0x4c, 321, 100)]
    [InlineData(0x4c, 322, 2)]
    [InlineData(0x4c, 257, 2)]
    [InlineData(0x7e, 507, 200)]
    [InlineData(0x7e, 811, 100)]
    public void PagesThatAreStillReadAreNotGivenBack(byte page, int byteCount, int moved) => Assert.Equal(1, DeniedWhenGivenBack(page, byteCount, moved));

    /// <summary>A driver reads the frame at a page, and moves the boundary over this page.</summary>
    private static long DeniedWhenGivenBack(byte page, int byteCount, int moved)
    {
        using var card = new SharedCard();
        var guest = card.AddScript(async io =>
        {
            await io.StartAsync(station: 1);
            (uint Port, byte Value)[] frameLies = [(Hand.Cr, 0x21), (Boundary, page), (Hand.Cr, 0x61), (Current, 0x60), (Hand.Cr, 0x22)];
            foreach (var (port, value) in frameLies)
                await io.Write(port, 1, value);
            await io.BeginRemoteAsync((page << 8) + 4, byteCount, 0x0a);
            await io.ReadRun(Hand.Data, 2, new byte[moved & ~1]);
            if (moved % 2 == 1)
                await io.Read(Hand.Data, 1);
            await io.Write(Hand.Isr, 1, 0x40);
            await io.Write(Boundary, 1, (byte)(page + 1));
        });
        card.Run();
        return guest.Counts.Denied;
    }
}
