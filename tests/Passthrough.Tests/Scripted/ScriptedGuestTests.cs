using Passthrough.Guests;
using Passthrough.Guests.Scripted;

namespace Passthrough.Tests.Scripted;

/// <summary>A guest that is a coroutine: what it asks for, when it goes on, and how it ends.</summary>
public class ScriptedGuestTests
{
    [Fact]
    public void EveryAwaitIsOneRequest()
    {
        var words = new byte[] { 1, 2, 3, 4 };
        using var guest = Of(async io =>
        {
            var value = await io.Read(7, 2);
            await io.Write(8, 4, value);
            await io.WriteRun(16, 2, words);
        });

        Assert.Equal(GuestRequest.For(new GuestAccess(false, 0, 7, 2)), guest.Run(0));
        Assert.Equal(2, guest.Data.Length);
        (guest.Data[0], guest.Data[1]) = (0x34, 0x12);
        Assert.Equal(GuestRequest.For(new GuestAccess(true, 0, 8, 4)), guest.Run(1));
        Assert.Equal([0x34, 0x12, 0, 0], guest.Data.ToArray());
        Assert.Equal(GuestRequest.For(new GuestAccess(true, 0, 16, 2, Count: 2)), guest.Run(2));
        Assert.Equal(words, guest.Data.ToArray());
        Assert.Equal(GuestRequestKind.Ended, guest.Run(3).Kind);
        Assert.Equal(GuestOutcome.Done, guest.Report.Outcome);
    }

    [Fact]
    public void AWaitEndsAtItsTimeOrWithTheInterruptAndNotBefore()
    {
        using var guest = Of(async io =>
        {
            await io.Wait(100);
            await io.Wait(1000);
            await io.Wait(1000);
            await io.Wait(5);
        });

        Assert.Equal(GuestRequest.Wait(100), guest.Run(0));
        Assert.Equal(GuestRequest.Wait(100), guest.Run(99));
        Assert.Equal(GuestRequest.Wait(1000), guest.Run(100));
        guest.SetInterruptLine(true);
        Assert.Equal(GuestRequest.Wait(1000), guest.Run(101));
        Assert.Equal(GuestRequest.Wait(5), guest.Run(101)); // still asserted
        guest.SetInterruptLine(false);
        Assert.Equal(GuestRequest.Ended, guest.Run(101)); // over before it began
    }

    [Fact]
    public void ItGoesOnInsideRunWhateverItsCallersContextIs()
    {
        var thread = 0;
        using var guest = Of(async io =>
        {
            await Inner(io);
            await Inner(io);
            thread = Environment.CurrentManagedThreadId;
        });
        var before = SynchronizationContext.Current;
        var context = new SynchronizationContext();
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            for (var i = 0; i < 4; i++)
                Assert.Equal(GuestRequestKind.Access, guest.Run(i).Kind);
            Assert.Equal(GuestRequestKind.Ended, guest.Run(4).Kind);
            Assert.Same(context, SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
        Assert.Equal(Environment.CurrentManagedThreadId, thread);

        static async ValueTask Inner(GuestIo io)
        {
            await io.Read(0, 1);
            await io.Write(0, 1, 2);
        }
    }

    [Fact]
    public void AMachineCheckIsThrownOnceWhereTheScriptWaits()
    {
        using var guest = Of(async io =>
        {
            await Assert.ThrowsAsync<MachineCheckException>(async () => await io.Read(0, 1));
            await io.Read(1, 1);
        });
        guest.Run(0);

        guest.MachineCheck();

        Assert.Equal(1u, guest.Run(1).Access.Offset);
        guest.Run(2);
        Assert.Equal(GuestOutcome.Done, guest.Report.Outcome);
    }

    [Fact]
    public void AMachineCheckThatNobodyCatchesEndsTheGuest()
    {
        using var guest = Of(async io =>
        {
            io.Activity = "resting";
            await io.Wait(long.MaxValue);
        });
        guest.Run(0);

        guest.MachineCheck();

        Assert.Equal(GuestRequestKind.Ended, guest.Run(1).Kind);
        Assert.Equal(GuestOutcome.Failed, guest.Report.Outcome);
        Assert.StartsWith("a machine check ended it while it was resting", guest.Report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMistakeInAScriptIsItsRunnersException()
    {
        using var guest = Of(async io =>
        {
            await io.Read(0, 1);
            throw new FormatException();
        });
        guest.Run(0);

        Assert.Throws<FormatException>(() => guest.Run(1));
        Assert.Equal(GuestRequest.Ended, guest.Run(2));
        Assert.Equal(GuestOutcome.Failed, guest.Report.Outcome);
    }

    [Fact]
    public void AwaitingAnythingElseIsAMistake()
    {
        using var guest = Of(async _ => await new TaskCompletionSource().Task);

        Assert.Contains("awaits something that is not its GuestIo", Assert.Throws<InvalidOperationException>(() => guest.Run(0)).Message, StringComparison.Ordinal);
    }

    private static ScriptedGuest Of(Func<GuestIo, Task> script) => new("guest", new Script(script));

    private sealed class Script(Func<GuestIo, Task> script) : IGuestScript
    {
        public GuestReport Report => new();

        public Task RunAsync(GuestIo io) => script(io);
    }
}
