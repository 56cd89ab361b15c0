using Dmm.Modeling.Model;
using Dmm.Monitoring;
using FsCheck;
using FsCheck.Fluent;
using Passthrough.Handoff;
using Passthrough.Multiplexing.Frames;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Tests.Multiplexing;

/// <summary>Taking frames out of a saved ring, and putting them into one.</summary>
public class ReceiveRingTests
{
    private const ulong First = 0x4c, End = 0x58;

    private static readonly ReceiveInfo Receive = Cards.Usual.Model.Receive!;

    private readonly ReceiveRing ring = new(Receive);

    [Fact]
    public void FramesComeOutAsTheyWentIn() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Gen.Choose(0, 11).Zip(Gen.Choose(1, 6).ListOf()).ToArbitrary(), each =>
        {
            var next = First + (ulong)each.Item1;
            var saved = Ring(next);
            var put = new List<HeldFrame>();
            foreach (var pages in each.Item2)
                if (ring.TryAppend(saved, Frame(pages, put.Count)))
                    put.Add(Frame(pages, put.Count));
                else
                    Assert.True(put.Sum(frame => frame.Units.Length / 256) + pages > (int)(End - First) - 1, "there was room");
            Assert.Equal(put.Select(Body), Walk(saved, next));

            var taken = ring.TakeFrom(saved, next);

            Assert.Equal(put.Select(Body), taken.Select(Body));
            Assert.Equal(next, saved.Words[Receive.Next.Word]);
            Assert.Equal(0, saved.Of(Receive.Window).KnownBytes);
        }));

    [Fact]
    public void AFullRingTakesNothingAndStaysAsItIs()
    {
        var saved = Ring(First);
        Assert.True(ring.TryAppend(saved, Frame(6, 0)));
        Assert.True(ring.TryAppend(saved, Frame(5, 1)));
        var before = saved.Clone(Cards.Usual.Model);

        Assert.False(ring.TryAppend(saved, Frame(1, 2)));

        Assert.Equal(before.Words, saved.Words);
        Assert.Equal(Walk(before, First), Walk(saved, First));
    }

    [Fact]
    public void FramesThatTheDriverHasNotReadStayInFrontOfThoseTakenOut()
    {
        var saved = Ring(First);
        ring.TryAppend(saved, Frame(2, 0));
        ring.TryAppend(saved, Frame(3, 1));

        var taken = ring.TakeFrom(saved, First + 2);

        Assert.Equal([Body(Frame(3, 1))], taken.Select(Body));
        Assert.Equal([Body(Frame(2, 0))], Walk(saved, First));
    }

    [Theory]
    [InlineData(0x00)] // outside the ring
    [InlineData(0x4d)] // itself
    [InlineData(0x57)] // beyond the last frame
    [InlineData(0x58)] // the end
    public void NobodyGetsWhatLiesBehindAHeaderThatMakesNoSense(byte next)
    {
        var saved = Ring(First);
        ring.TryAppend(saved, Frame(1, 0));
        ring.TryAppend(saved, Frame(2, 1));
        saved.Of(Receive.Window).At(new MemoryRange((First + 1) << 8, 256))[1] = next;

        Assert.Equal([Body(Frame(1, 0))], ring.TakeFrom(saved, First).Select(Body));

        Assert.Equal(First, saved.Words[Receive.Next.Word]);
        Assert.Equal(0, saved.Of(Receive.Window).KnownBytes);
    }

    [Fact]
    public void NoRegistersAndNoMemoryThrow() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<byte[], byte[]>((registers, memory) =>
        {
            var saved = Ring(First);
            var words = new[] { Word("PSTART"), Word("PSTOP"), Receive.Read.Word, Receive.Next.Word };
            foreach (var (value, i) in registers.Take(words.Length).Select((value, i) => (value, i)))
                saved.Words[words[i]] = (ulong)(value % 0x90);
            for (var i = 0; i < memory.Length; i++)
            {
                var header = new MemoryRange((First + (ulong)i % 12) << 8, 256);
                saved.Of(Receive.Window).At(header)[1] = memory[i];
                saved.Of(Receive.Window).Mark(header);
            }
            ring.TakeFrom(saved, registers.Length > 4 ? registers[4] : First);
            ring.TryAppend(saved, Frame(1 + registers.Length % 6, 0));
        }));

    [Theory]
    [InlineData(0x4c, 0x80, true)]
    [InlineData(0x40, 0x80, true)]
    [InlineData(0x3f, 0x80, false)]
    [InlineData(0x40, 0x81, false)]
    [InlineData(0x50, 0x50, false)]
    [InlineData(0x60, 0x50, false)]
    public void ARingLiesInItsMemory(ulong first, ulong end, bool isRing)
    {
        var words = new ulong[Cards.Usual.Model.StateWords];
        (words[Word("PSTART")], words[Word("PSTOP")]) = (first, end);
        Assert.Equal(isRing, RingLayout.Of(Receive, words) is not null);
    }

    [Theory]
    [InlineData(0x4c, 0x4c, 11)] // empty; one page always stays free
    [InlineData(0x57, 0x4c, 10)] // empty, with the boundary one page after as Linux keeps it
    [InlineData(0x50, 0x4f, 0)]
    [InlineData(0x4c, 0x57, 0)]
    public void ARingHasRoomUpToTheUnreadPage(ulong unread, ulong next, ulong free) => Assert.Equal(free, new RingLayout(First, End, unread, next).Free);

    /// <summary>Walks a ring as a driver does: from header to header.</summary>
    private static List<string> Walk(SavedContext saved, ulong from)
    {
        var bodies = new List<string>();
        for (var at = from; at != saved.Words[Receive.Next.Word];)
        {
            ulong next = saved.Of(Receive.Window).At(new MemoryRange(at << 8, 256))[1];
            Assert.InRange(next, First, End - 1);
            var bytes = new List<byte>();
            for (; at != next; at = at + 1 == End ? First : at + 1)
            {
                Assert.True(saved.Of(Receive.Window).Knows(new MemoryRange(at << 8, 256)));
                bytes.AddRange(saved.Of(Receive.Window).At(new MemoryRange(at << 8, 256)));
            }
            bodies.Add(Body(new HeldFrame([.. bytes])));
        }
        return bodies;
    }

    private static SavedContext Ring(ulong next)
    {
        var saved = new SavedContext(Cards.Usual.Model);
        (saved.Words[Word("PSTART")], saved.Words[Word("PSTOP")]) = (First, End);
        saved.Words[Receive.Read.Word] = saved.Words[Receive.Next.Word] = next;
        return saved;
    }

    private static HeldFrame Frame(int pages, int number) => new([.. Enumerable.Range(0, pages * 256).Select(i => (byte)(i * 7 + number * 31 + i / 256))]);

    /// <summary>A frame but for the byte that says where the next one begins.</summary>
    private static string Body(HeldFrame frame) => Convert.ToHexString([frame.Units[0], .. frame.Units[2..]]);

    private static int Word(string name) => Cards.Usual.Model.Registers.Single(register => register.Name == name).Word;
}
