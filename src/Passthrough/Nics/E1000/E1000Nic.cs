using System.Runtime.CompilerServices;
using Passthrough.Guests.Scripted;

namespace Passthrough.Nics.E1000;

/// <summary>The NIC as the parts of its driver see it: registers, memory, and waiting that no interrupt shortens.</summary>
internal sealed class E1000Nic
{
    /// <summary>A wait that is disturbed more often than this is over; only an interrupt line that is stuck does that.</summary>
    private const int MostDisturbances = 100;

    private GuestIo? io;
    private DriverMemory? memory;

    public GuestIo Io => io ?? throw new InvalidOperationException("the driver was not started");

    public DriverMemory Memory => memory ?? throw new InvalidOperationException("the driver was not started");

    /// <summary>From now on the NIC is reached by this; what was allotted in a memory stays.</summary>
    /// <returns>False if it was reached by it already.</returns>
    public bool Use(GuestIo guestIo)
    {
        if (io == guestIo)
            return false;
        io = guestIo;
        memory = new DriverMemory(guestIo.Memory);
        return true;
    }

    public PendingRead In(uint register) => Io.Read(register, sizeof(uint));

    public PendingStep Out(uint register, uint value) => Io.Write(register, sizeof(uint), value);

    /// <summary>Waits, whatever happens. Interrupts must be masked.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask DelayAsync(long durationNs)
    {
        var untilNs = Io.NowNs + durationNs;
        for (var disturbances = 0; Io.NowNs < untilNs && disturbances < MostDisturbances; disturbances++)
            await Io.Wait(untilNs);
    }
}
