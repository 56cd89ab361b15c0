using Passthrough.Devices.Simulated;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Tests.ChipState;

namespace Passthrough.Tests.Multiplexing;

/// <summary>The bench's wire.</summary>
public class LinkTests
{
    [Theory]
    [InlineData(1518, 2, 1)]
    [InlineData(null, 3, 0)]
    public void AFrameThatIsTooLongNeverReachesTheDevice(int? longest, int given, long tooLong)
    {
        using var nic = new SimulatedNe2000();
        var wire = new TwoGuests.OpenWire();
        var link = new Link(nic, wire, longest);
        foreach (var byteCount in new[] { 1518, 1519, 60 })
            wire.Coming.Enqueue(new byte[byteCount]);
        var lengths = new List<int>();

        for (var i = 0; i < 10; i++)
        {
            link.Move(isListening: true, frame => lengths.Add(frame.Length));
            nic.Advance(10_000_000);
        }

        Assert.Equal(given, lengths.Count);
        Assert.Equal(longest is null, lengths.Contains(1519));
        Assert.Equal((tooLong, 0L), (link.TooLong, link.Lost));
    }
}
