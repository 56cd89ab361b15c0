using System.Diagnostics.CodeAnalysis;
using Passthrough.Guests.Scripted;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Peers;
using Passthrough.Tests.Multiplexing.Turns;

namespace Passthrough.Tests.Multiplexing;

/// <summary>What a guest left on the card is overwritten before another guest can have it sent; if that fails, it is not sent.</summary>
public class ScrubbingTests
{
    private const int FramePage = 0x40, FrameBytes = 64;
    private const byte Left = 0xab;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BytesOfAnotherGuestAreNotSent(bool cannotBeOverwritten)
    {
        using var nic = new OddNic();
        var wire = new Wire();
        var multiplexer = new Multiplexer(Cards.Usual, nic, wire, new FairScheduler(leastMs: 1, mostMs: 10), new SharingOptions { DeadlineMs = 50 });
        multiplexer.Add(new ScriptedGuest("victim", new ScriptOf(async io =>
        {
            await io.StartAsync(station: 1);
            await io.UploadAsync(FramePage << 8, [.. Enumerable.Repeat(Left, FrameBytes)]);
            await io.SendAsync(FramePage, FrameBytes);
        })));
        multiplexer.Add(new ScriptedGuest("attacker", new ScriptOf(async io =>
        {
            await io.Wait(100_000_000);
            await io.StartAsync(station: 2);
            nic.LosesData = cannotBeOverwritten;
            await io.SendAsync(FramePage, FrameBytes);
        })));

        multiplexer.Run(1_000_000_000);

        Assert.Equal(cannotBeOverwritten ? 1 : 2, wire.Frames.Count);
        Assert.Equal(Enumerable.Repeat(Left, FrameBytes), wire.Frames[0]);
        Assert.All(wire.Frames.Skip(1), frame => Assert.DoesNotContain(Left, frame));
    }

    private sealed class Wire : IPeer
    {
        public List<byte[]> Frames { get; } = [];

        public long NextNs => long.MaxValue;

        public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame)
        {
            frame = null;
            return false;
        }

        public void Receive(ReadOnlySpan<byte> frame, long nowNs) => Frames.Add(frame.ToArray());
    }
}
