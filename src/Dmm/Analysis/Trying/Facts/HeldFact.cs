using Dmm.Modeling.Model;

namespace Dmm.Analysis.Trying.Facts;

/// <summary>Whether the monitor answers for a register after a hand-off, as nothing can put back what the guest would read there.</summary>
internal sealed record HeldFact(bool Is, RegisterInfo Register) : ITriedFact
{
    /// <inheritdoc/>
    public string? Against(TriedGuest guest) =>
        guest.Monitor.Tables.Model.Context.Any(item => item.Register == Register && item.Restore == RestoreRule.Virtual) == Is ? null
            : $"after a hand-off the {(Is ? "device, and not the monitor," : "monitor, and not the device,")} answers for {Register.Name}";
}
