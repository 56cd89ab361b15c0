using System.Runtime.CompilerServices;
using Passthrough.Guests.Scripted;
using static Passthrough.Nics.I8255x.I8255xRegisters;

namespace Passthrough.Nics.I8255x;

/// <summary>The chip as the parts of its driver see it: registers, commands, and entries of lists.</summary>
internal sealed class I8255xChip(I8255xDriverOptions options) : DriverDevice
{
    private const int MostLooks = 1000;

    private readonly int region = options.UsesPorts ? 1 : 0;

    /// <summary>What the pointer was given last.</summary>
    public uint LastPointer { get; private set; }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<byte> ReadAsync(uint register) => (byte)await Io.Read(register, 1, region);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<uint> ReadWordAsync(uint register) => (uint)await Io.Read(register, 4, region);

    public PendingStep Write(uint register, byte value) => Io.Write(register, 1, value, region);

    public PendingStep WriteWord(uint register, uint value) => Io.Write(register, 4, value, region);

    /// <summary>Gives a command, once the chip has taken the one before.</summary>
    /// <exception cref="GuestGaveUpException">It does not take it.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask CommandAsync(byte command)
    {
        for (var looks = 0; await ReadAsync(Command) != 0; looks++)
            if (looks == MostLooks)
                throw new GuestGaveUpException("the chip does not take the command before (the command byte is not 0)");
        await Write(Command, command);
    }

    /// <summary>Gives a command that takes an address.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask CommandAsync(byte command, uint address)
    {
        for (var looks = 0; looks < MostLooks && await ReadAsync(Command) != 0; looks++)
        {
            // the pointer is the chip's until then
        }
        LastPointer = address;
        await WriteWord(Pointer, address);
        await CommandAsync(command);
    }

    /// <summary>The first word of an entry, which says whether it is done.</summary>
    public uint StatusOf(ulong entry) => Memory.Read32(entry);

    /// <summary>The entry is the end of its list no more.</summary>
    public void GoOnBehind(ulong entry) => Memory.Write16(entry + 2, (ushort)(Memory.Read16(entry + 2) & ~((Suspend | End) >> OperationShift)));
}
