using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>One item of the device context, in restore order.</summary>
/// <param name="Register">The register, or null for memory.</param>
/// <param name="Memory">The window of on-card memory, or null for a register.</param>
/// <param name="Live">The parts of the memory that matter; empty for all of it.</param>
/// <param name="Save">How it is saved.</param>
/// <param name="SaveBy">The procedure that saves it, or null.</param>
/// <param name="Restore">How it is restored.</param>
/// <param name="RestoreBy">The procedure that restores it, or null.</param>
/// <param name="As">What is written in place of the saved value, or null.</param>
/// <param name="Then">What follows when it is not restored.</param>
/// <param name="Location">The line of the model.</param>
public sealed record ContextInfo(
    RegisterInfo? Register, WindowInfo? Memory, IReadOnlyList<LiveInfo> Live,
    SaveRule Save, ProcedureInfo? SaveBy, RestoreRule Restore, ProcedureInfo? RestoreBy,
    CompiledExpression? As, string Then, Location Location)
{
    /// <summary>Of a register that the monitor answers for: when the device has a value of its own again; null for any cause of an interrupt.</summary>
    public CompiledExpression? Until { get; init; }

    /// <summary>Whether it is restored at all, computed of the saved state; null for always.</summary>
    public CompiledExpression? When { get; init; }
}
