using System.Runtime.CompilerServices;
using Passthrough.Guests.Scripted;
using static Passthrough.Nics.Tulip.TulipRegisters;

namespace Passthrough.Nics.Tulip;

/// <summary>The chip as the parts of its driver see it: registers, memory, entries of a ring, and waiting.</summary>
internal sealed class TulipChip(TulipDriverOptions options) : DriverDevice
{
    private readonly int region = options.UsesMemory ? 1 : 0;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<uint> ReadAsync(uint register) => (uint)await Io.Read(register, 4, region);

    public PendingStep Write(uint register, uint value) => Io.Write(register, 4, value, region);

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
