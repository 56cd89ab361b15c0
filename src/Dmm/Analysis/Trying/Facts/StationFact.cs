using System.Buffers.Binary;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Trying.Facts;

/// <summary>What a guest with an address of its own reads in a register, in place of what the device said last.</summary>
internal sealed record StationFact(RegisterInfo Register, byte[] Address, ulong Value) : ITriedFact
{
    /// <inheritdoc/>
    public string? Against(TriedGuest guest)
    {
        if (guest.Monitor.Tables.Model.Station is not { } station)
            return "the model does not say where a driver finds its address";
        Span<byte> wide = stackalloc byte[sizeof(ulong)];
        wide.Clear();
        Address.CopyTo(wide);
        var words = guest.Monitor.State.Words.ToArray();
        words[station.Address.Word] = BinaryPrimitives.ReadUInt64LittleEndian(wide);
        return station.Find(Register, words, words[Register.Word]) is var found && found == Value ? null : $"the guest reads {Register.Name} = 0x{found:x}, and it must read 0x{Value:x}";
    }
}
