using System.Runtime.CompilerServices;
using Passthrough.Guests.Scripted;
using static Passthrough.Nics.Tulip.TulipRegisters;

namespace Passthrough.Nics.Tulip;

/// <summary>The chip as the parts of its driver see it: registers, memory, entries of a ring, and waiting.</summary>
internal sealed class TulipChip(TulipDriverOptions options)
{
    /// <summary>A wait that is disturbed more often than this is over; only an interrupt line that is stuck does that.</summary>
    private const int MostDisturbances = 100;

    private readonly int region = options.UsesMemory ? 1 : 0;
    private GuestIo? io;
    private DriverMemory? memory;

    public GuestIo Io => io ?? throw new InvalidOperationException("the driver was not started");

    public DriverMemory Memory => memory ?? throw new InvalidOperationException("the driver was not started");

    public void Use(GuestIo guestIo)
    {
        io = guestIo;
        memory ??= new DriverMemory(guestIo.Memory);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<uint> ReadAsync(uint register) => (uint)await Io.Read(register, 4, region);

    public PendingStep Write(uint register, uint value) => Io.Write(register, 4, value, region);

    /// <summary>Waits, whatever happens. Interrupts must be masked.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask DelayAsync(long durationNs)
    {
        var untilNs = Io.NowNs + durationNs;
        for (var disturbances = 0; Io.NowNs < untilNs && disturbances < MostDisturbances; disturbances++)
            await Io.Wait(untilNs);
    }

    /// <summary>The first word of an entry, which tells whose it is.</summary>
    public uint StatusOf(ulong ring, int entry) => Memory.Read32(AddressOf(ring, entry));

    /// <summary>Writes an entry, and the word with its ownership bit last.</summary>
    public void Put(ulong ring, int entry, uint status, uint control, ulong buffer, ulong second = 0)
    {
        var at = AddressOf(ring, entry);
        Memory.Write32(at + 4, control);
        Memory.Write32(at + 8, (uint)buffer);
        Memory.Write32(at + 12, (uint)second);
        Memory.Write32(at, status);
    }

    private static ulong AddressOf(ulong ring, int entry) => ring + (ulong)(entry * EntryBytes);
}
