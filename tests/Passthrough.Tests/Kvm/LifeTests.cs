using FsCheck;
using FsCheck.Fluent;
using Passthrough.Guests;
using Passthrough.Guests.Kvm;
using Passthrough.Nics.Ne2000.RealMode;

namespace Passthrough.Tests.Kvm;

/// <summary>Several guests, threads, the end of a guest, and guests that are nothing but bytes.</summary>
[Collection(GuestCollection.Name)]
public sealed class LifeTests
{
    [KvmFact]
    public void TwoGuestsTakeTurnsOnOneThread()
    {
        var options = new Ne2000ProgramOptions { Frames = 4, MostFrameBytes = 100 };
        using var first = new EchoBench(options with { Stream = 1 }, "a");
        using var second = new EchoBench(options with { Stream = 2 }, "b");
        var (firstRuns, secondRuns) = (true, true);
        while (firstRuns || secondRuns)
        {
            firstRuns = firstRuns && first.Step();
            secondRuns = secondRuns && second.Step();
        }
        Assert.Equal((4, 4), (first.Guest.Report.FramesReceived, second.Guest.Report.FramesReceived));
    }

    [KvmFact]
    public void AGuestMayBeRunOnAnyThread()
    {
        using var bench = new EchoBench(new Ne2000ProgramOptions { Frames = 1, MostFrameBytes = 60 });
        var runs = true;
        while (runs)
        {
            var thread = new Thread(() => runs = Enumerable.Range(0, 20).All(_ => bench.Step()));
            thread.Start();
            thread.Join();
        }
        Assert.Equal(1, bench.Guest.Report.FramesReceived);
    }

    [KvmFact]
    public void KvmItselfCountsTheExitsAndKeepsThemWhenTheGuestIsGone()
    {
        var bench = new EchoBench(new Ne2000ProgramOptions { Frames = 2, MostFrameBytes = 60 });
        while (bench.Step())
        {
            // to its end
        }
        var counted = bench.Guest.Report.KernelExits;
        Assert.InRange(counted!.Value, bench.Guest.Exits / 2, 4 * bench.Guest.Exits);
        bench.Dispose();
        Assert.Equal(counted, bench.Guest.Report.KernelExits);
    }

    [KvmFact]
    public void DisposeGivesEverythingBack()
    {
        using (SmallProgram.Guest(a => a.hlt()))
        {
            // What the first guest of a process leaves behind for ever is not counted.
        }
        Assert.True(Comes(() => Count().Threads == 0), "a thread of an earlier guest does not end");
        var before = Count();
        var guest = SmallProgram.Guest(a => a.hlt(), (18, a => a.iret()));
        guest.End();
        Assert.NotEqual(before, Count());
        guest.Dispose();
        guest.Dispose();
        Assert.True(Comes(() => Count() == before), $"{before} before, {Count()} after");
    }

    [KvmFact]
    public void ADisposedGuestHasEndedAndKeepsItsReport()
    {
        var guest = SmallProgram.Guest(a => a.hlt());
        guest.Dispose();
        guest.SetInterruptLine(true);
        guest.MachineCheck();
        Assert.Equal(GuestRequestKind.Ended, guest.Run(0).Kind);
        Assert.True(guest.Data.IsEmpty);
        Assert.Null(guest.Whereabouts);
        Assert.Equal(0, guest.Report.Bytes);
    }

    [KvmFact]
    public void NoProgramThrowsOrKeepsItsThread() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll<byte[]>(bytes =>
        {
            var image = bytes.Concat(bytes.Reverse()).ToArray();
            using var guest = SmallProgram.Guest(new GuestProgram(image, 0, 0x8000, new Dictionary<byte, ushort>()), spinLimitMs: 10);
            for (var i = 0; i < 100; i++)
            {
                var request = guest.Run(i * 1_000_000);
                guest.Data.Fill((byte)i);
                _ = guest.Whereabouts;
                if (i == 50)
                    guest.MachineCheck();
                guest.SetInterruptLine(i % 3 == 0);
                if (request.Kind == GuestRequestKind.Ended)
                    return guest.Report.Outcome != GuestOutcome.Running;
            }
            return guest.Report.Outcome == GuestOutcome.Running;
        }));

    /// <summary>A thread that was joined may be there for a moment longer, as Linux sees it.</summary>
    private static bool Comes(Func<bool> condition) => SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(10));

    /// <summary>What of this process belongs to virtual machines.</summary>
    private static (int Files, int Maps, int Threads) Count() => (
        Directory.GetFiles("/proc/self/fd").Count(each => Told(() => File.ResolveLinkTarget(each, false)?.Name).Contains("kvm", StringComparison.Ordinal)),
        File.ReadAllLines("/proc/self/maps").Count(each => each.Contains("kvm", StringComparison.Ordinal)),
        Directory.GetDirectories("/proc/self/task").Count(each => Told(() => File.ReadAllText($"{each}/comm")).StartsWith("slices of", StringComparison.Ordinal)));

    /// <summary>What the kernel says of a descriptor or a thread; nothing if another test's has gone meanwhile.</summary>
    private static string Told(Func<string?> tell)
    {
        try
        {
            return tell() ?? "";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
