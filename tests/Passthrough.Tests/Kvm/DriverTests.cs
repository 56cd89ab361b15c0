using Passthrough.Guests;
using Passthrough.Nics.Ne2000.RealMode;

namespace Passthrough.Tests.Kvm;

/// <summary>The real-mode driver on a simulated card.</summary>
[Collection(GuestCollection.Name)]
public sealed class DriverTests
{
    private const uint DataPort = 0x10;

    private static readonly Ne2000ProgramOptions Options = new() { Frames = 8, MostFrameBytes = 160 };

    [KvmFact]
    public void EachFrameGoesOutOnceAndComesBackOnce()
    {
        using var bench = new EchoBench(Options);
        var report = bench.RunToEnd();
        AssertDone(report);
        Assert.Equal(Enumerable.Range(0, 8).Select(each => (uint)each), bench.Requests.Select(EchoBench.SequenceOf));
        Assert.Equal((8, 8, 0, 0, 0), Counts(report));
        Assert.Equal(2 * bench.Requests.Sum(each => each.Length), report.Bytes);
        Assert.Equal(0, report.Recoveries);
        Assert.Equal(0, bench.Guest.StrayAccesses);
    }

    [KvmFact]
    public void FramesAreAsTheFormatSays()
    {
        var options = Options with { Stream = 0xabcd, MostFrameBytes = 320 };
        using var bench = new EchoBench(options);
        AssertDone(bench.RunToEnd());
        for (var i = 0; i < bench.Requests.Count; i++)
            Assert.Equal(ExpectedFrame.Of(options, (uint)i, bench.Requests[i].Length - 26), bench.Requests[i]);
        Assert.True(bench.Requests.Select(each => each.Length).Distinct().Count() > 4, "the lengths do not vary");
    }

    [KvmFact]
    public void TheLongestFramesPass()
    {
        using var bench = new EchoBench(Options with { Frames = 2, LeastFrameBytes = 1513, MostFrameBytes = 1514 });
        Assert.Equal((2, 2, 0, 0, 0), Counts(bench.RunToEnd()));
        Assert.Equal([1513, 1514], bench.Requests.Select(each => each.Length).Order());
    }

    [KvmFact]
    public void FramesAreUploadedByOutswAndDownloadedByInsw()
    {
        using var bench = new EchoBench(Options with { Frames = 1, MostFrameBytes = 60 }) { KeepsAccesses = true };
        AssertDone(bench.RunToEnd());
        var data = bench.Accesses.Where(each => each.Offset == DataPort).ToList();
        Assert.Equal(30, data.Where(each => each.IsWrite && each.Size == 2).Sum(each => each.Count));
        Assert.Contains(data, each => !each.IsWrite && each is { Size: 2, Count: 30 });
    }

    [KvmFact]
    public void SendingAndReceivingInterrupt()
    {
        using var bench = new EchoBench(Options);
        Assert.InRange(bench.RunToEnd().Interrupts, 8, 16);
    }

    [KvmFact]
    public void AReplyThatDoesNotComeIsLost()
    {
        using var bench = new EchoBench(Options) { Peer = request => EchoBench.SequenceOf(request) == 3 ? [] : [EchoBench.Reply(request)] };
        Assert.Equal((8, 7, 1, 0, 0), Counts(bench.RunToEnd()));
    }

    [KvmFact]
    public void AReplyThatWasAlteredIsDamaged()
    {
        using var bench = new EchoBench(Options) { Peer = request => [Altered(request, at: request.Length - 1, only: 5)] };
        Assert.Equal((8, 7, 1, 1, 0), Counts(bench.RunToEnd()));
    }

    [KvmFact]
    public void AReplyOfAnotherStreamIsDamaged()
    {
        using var bench = new EchoBench(Options)
        {
            Peer = request => EchoBench.SequenceOf(request) == 2
                ? [EchoBench.Reply(request), EchoBench.Reply(ExpectedFrame.Of(Options with { Stream = 77 }, 2, 40))]
                : [EchoBench.Reply(request)],
        };
        Assert.Equal((8, 8, 0, 1, 0), Counts(bench.RunToEnd()));
    }

    [KvmFact]
    public void AReplyThatComesTwiceIsOutOfOrder()
    {
        using var bench = new EchoBench(Options) { Peer = request => [EchoBench.Reply(request), EchoBench.Reply(request)] };
        var (sent, received, lost, damaged, outOfOrder) = Counts(bench.RunToEnd());
        Assert.Equal((8, 8, 0, 0), (sent, received, lost, damaged));
        Assert.InRange(outOfOrder, 7, 8); // the driver may be done before the last comes
    }

    [KvmFact]
    public void FramesOfAnotherTypeAreIgnored()
    {
        using var bench = new EchoBench(Options) { Peer = request => [Altered(request, at: 13, only: null), EchoBench.Reply(request)] };
        Assert.Equal((8, 8, 0, 0, 0), Counts(bench.RunToEnd()));
    }

    [KvmFact]
    public void AFullRingIsRecoveredFrom()
    {
        using var bench = new EchoBench(Options);
        while (bench.Requests.Count < 3)
            Assert.True(bench.Step());
        for (var i = 0; i < 60; i++)
            bench.Nic.Deliver(Altered(bench.Requests[0], at: 13, only: null));
        bench.Nic.Advance(20_000_000);
        var report = bench.RunToEnd();
        Assert.Equal((8, 8, 0, 0, 0), Counts(report));
        Assert.True(report.Recoveries > 0, "the ring was not full");
    }

    [KvmFact]
    public void ARefusedAccessIsRecoveredFrom()
    {
        foreach (var refused in new[] { 3, 30, 88, 95, 120, 170 })
        {
            var left = refused;
            using var bench = new EchoBench(Options) { Refuses = (_, _) => --left == 0 };
            var report = bench.RunToEnd();
            AssertDone(report);
            Assert.Equal((8, 0, 0), (report.FramesReceived, report.FramesLost, report.FramesDamaged));
            Assert.Equal(1, report.Recoveries);
        }
    }

    [KvmFact]
    public void AFourthMachineCheckIsTooMany()
    {
        using var bench = new EchoBench(Options) { Refuses = (access, data) => access is { IsWrite: true, Offset: 0 } && data.Span[0] == 0x26 };
        var report = bench.RunToEnd();
        Assert.Equal(GuestOutcome.Failed, report.Outcome);
        Assert.Contains("fourth machine check", report.Message, StringComparison.Ordinal);
        Assert.Equal(3, report.Recoveries);
        Assert.Empty(bench.Requests);
    }

    [KvmFact]
    public void WithoutACardTheDriverGivesUp()
    {
        var program = Ne2000Program.TryAssemble(Options with { PortBase = 0x280 }, out _)!;
        using var guest = SmallProgram.Guest(program);
        Assert.Contains("no card answers at port 0x280", guest.End().Message, StringComparison.Ordinal);
    }

    private static byte[] Altered(byte[] request, int at, uint? only)
    {
        var reply = EchoBench.Reply(request);
        if (only is null || EchoBench.SequenceOf(request) == only)
            reply[at] ^= 0x10;
        return reply;
    }

    private static void AssertDone(GuestReport report) => Assert.Equal((GuestOutcome.Done, ""), (report.Outcome, report.Message));

    private static (long Sent, long Received, long Lost, long Damaged, long OutOfOrder) Counts(GuestReport report) =>
        (report.FramesSent, report.FramesReceived, report.FramesLost, report.FramesDamaged, report.FramesOutOfOrder);
}
