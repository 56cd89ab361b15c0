using System.Runtime.CompilerServices;

namespace Passthrough.Guests.Scripted;

/// <summary>A device as the parts of its driver see it: its registers, the guest's memory, and waiting that no interrupt shortens.</summary>
internal abstract class DriverDevice
{
    /// <summary>A wait that is disturbed more often than this is over; only an interrupt line that is stuck does that.</summary>
    private const int MostDisturbances = 100;

    private GuestIo? io;
    private DriverMemory? memory;

    /// <summary>The way to its registers.</summary>
    public GuestIo Io => io ?? throw NotStarted();

    /// <summary>The memory that it shares with its driver.</summary>
    public DriverMemory Memory => memory ?? throw NotStarted();

    /// <summary>From now on the device is reached by this; what was allotted in a memory stays.</summary>
    /// <returns>False if it was reached by it already.</returns>
    public bool Use(GuestIo guestIo)
    {
        if (io == guestIo)
            return false;
        io = guestIo;
        memory = new DriverMemory(guestIo.Memory);
        return true;
    }

    /// <summary>Waits, whatever happens. Interrupts must be masked.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask DelayAsync(long durationNs)
    {
        var untilNs = Io.NowNs + durationNs;
        for (var disturbances = 0; Io.NowNs < untilNs && disturbances < MostDisturbances; disturbances++)
            await Io.Wait(untilNs);
    }

    private static InvalidOperationException NotStarted() => new("the driver was not started");
}
