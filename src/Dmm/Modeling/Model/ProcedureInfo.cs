namespace Dmm.Modeling.Model;

/// <summary>A sequence of accesses by which the monitor saves, restores or quiets the device.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Moves">The window whose bytes it moves, from <c>address</c> for <c>length</c> bytes; or null.</param>
/// <param name="Steps">The accesses in order.</param>
/// <param name="AddressWord">The word of the state block that holds <c>address</c>; <c>length</c> and <c>block</c> follow it.</param>
/// <param name="Location">The line of the model.</param>
public sealed record ProcedureInfo(string Name, WindowInfo? Moves, IReadOnlyList<StepInfo> Steps, int AddressWord, Location Location)
{
    /// <summary>Bytes of the block of memory, the monitor's own, in which procedures place what the device reads.</summary>
    public const int BlockBytes = 4096;

    /// <summary>Whether it needs that block.</summary>
    public bool Places => Steps.Any(step => step.Kind == StepKind.Place);
}
