namespace Dmm.Compilation;

/// <summary>A transition or rule, flattened. One entry for each event that sets it off, so that those of an event lie side by side.</summary>
internal readonly struct CompiledRule
{
    /// <summary>The states in which it can fire; all ones for a rule.</summary>
    public required ulong From { get; init; }

    /// <summary>The states of its machine, which it clears.</summary>
    public required ulong Clear { get; init; }

    /// <summary>The state that it enters.</summary>
    public required ulong Enter { get; init; }

    /// <summary>Is it this one?</summary>
    public required CompiledGuard Guard { get; init; }

    /// <summary>May it happen?</summary>
    public required CompiledCheck[] Checks { get; init; }

    /// <summary>What else it changes.</summary>
    public required CompiledEffect[] Effects { get; init; }

    /// <summary>Its place in the model's list of rules.</summary>
    public required int Index { get; init; }
}
