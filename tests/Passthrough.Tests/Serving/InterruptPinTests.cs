using Passthrough.Guests.VfioUser;
using Passthrough.SystemCalls;

namespace Passthrough.Tests.Serving;

public sealed class InterruptPinTests : IDisposable
{
    private const long Quiet = 300_000;

    private readonly InterruptPin pin = new();
    private readonly EventCounter seen = EventCounter.TryMake()!;

    public InterruptPinTests() => pin.SetTrigger(Shared(seen));

    [Fact]
    public void RiseIsAnEvent()
    {
        pin.SetLevel(true);
        Assert.True(seen.TryTake());
    }

    [Fact]
    public void LevelThatStaysIsOneEventUntilTheGuestHasLooked()
    {
        pin.SetLevel(true);
        seen.TryTake();
        pin.SetLevel(true);
        pin.Follow(10 * Quiet);
        Assert.False(seen.TryTake());
        pin.Accessed(10 * Quiet);
        pin.Unmask();
        Assert.Equal(11 * Quiet, pin.DueNs);
        pin.Follow(11 * Quiet - 1); // the guest is at work on it
        Assert.False(seen.TryTake());
        pin.Follow(11 * Quiet);
        Assert.True(seen.TryTake());
    }

    [Fact]
    public void LevelThatFellBeforeTheGuestLookedIsNoSecondEvent()
    {
        pin.SetLevel(true);
        seen.TryTake();
        pin.Unmask();
        pin.SetLevel(false);
        pin.Follow(10 * Quiet);
        Assert.False(seen.TryTake());
        Assert.Equal(long.MaxValue, pin.DueNs);
        pin.SetLevel(true);
        Assert.True(seen.TryTake());
    }

    [Fact]
    public void ClientUnmasksByAnEventUnderKvm()
    {
        using var unmask = EventCounter.TryMake()!;
        pin.SetUnmask(Shared(unmask));
        pin.SetLevel(true);
        seen.TryTake();
        unmask.Add();
        pin.Follow(10 * Quiet);
        pin.Follow(20 * Quiet);
        Assert.True(seen.TryTake());
    }

    [Fact]
    public void LineThatIsSwitchedOnWhileTheLevelIsHighIsAnEvent()
    {
        pin.SetTrigger(null);
        pin.SetLevel(true);
        pin.SetTrigger(Shared(seen));
        Assert.True(seen.TryTake());
        pin.SetTrigger(Shared(seen)); // and again, as clients do at their start
        Assert.True(seen.TryTake());
    }

    [Fact]
    public void GuestThatDisablesInterruptsGetsNone()
    {
        pin.SetEnabled(false);
        pin.SetLevel(true);
        Assert.False(seen.TryTake());
        pin.SetEnabled(true);
        Assert.True(seen.TryTake());
    }

    [Fact]
    public void EventThatNobodyTakesDoesNotHoldAnybodyUp()
    {
        for (var i = 0; i < 3; i++)
        {
            Events.Fill(seen);
            pin.Unmask();
            pin.SetLevel(false);
            pin.SetLevel(true); // would wait without end, if it waited
        }
    }

    public void Dispose()
    {
        pin.Dispose();
        seen.Dispose();
    }

    /// <summary>The same counter by another descriptor, which the pin owns.</summary>
    private static EventCounter Shared(EventCounter counter) => new(new Microsoft.Win32.SafeHandles.SafeFileHandle(Duplicate(counter.Handle), ownsHandle: true));

    private static nint Duplicate(Microsoft.Win32.SafeHandles.SafeFileHandle handle) => Libc.Describe(handle, 1030, 0); // F_DUPFD_CLOEXEC
}
