namespace Passthrough.Costs.Exits;

/// <summary>The exits of a driver, as KVM counts them.</summary>
public sealed record ExitReport
{
    /// <summary>Accesses that the guest made.</summary>
    public required int Accesses { get; init; }

    /// <summary>Those of them that were reads.</summary>
    public required int Reads { get; init; }

    /// <summary>With everything hooked, by the plan, and with nothing hooked.</summary>
    public IReadOnlyList<ExitRow> Rows { get; init; } = [];

    /// <summary>Why there is nothing to compare; null if there is.</summary>
    public string? Remark { get; init; }

    /// <summary>Why rows are missing and what to do; null if none is.</summary>
    public string? Problem { get; init; }
}
