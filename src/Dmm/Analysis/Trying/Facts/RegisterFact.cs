using Dmm.Modeling.Model;

namespace Dmm.Analysis.Trying.Facts;

/// <summary>The value of a register.</summary>
internal sealed record RegisterFact(RegisterInfo Register, ulong Value) : ITriedFact
{
    /// <inheritdoc/>
    public string? Against(TriedGuest guest) =>
        guest.Monitor.State.Words[Register.Word] is var value && value == Value ? null : $"{Register.Name} is 0x{value:x}, and it must be 0x{Value:x}";
}
