namespace Passthrough.Scenarios;

/// <summary>How long an owner keeps the device.</summary>
/// <param name="LeastMs">At least, unless it is idle and another guest can use it.</param>
/// <param name="MostMs">At most, times its weight, while others wait.</param>
public sealed record SchedulerPlan(int LeastMs = 10, int MostMs = 100)
{
    /// <summary>How long an owner may take that is a machine in another process, in milliseconds: the host may let it wait for a processor.</summary>
    internal const int DeadlineMsOfMachines = 900;

    /// <summary>What unmodified guests bear well: while one waits for its turn, its whole machine stands still.</summary>
    public static SchedulerPlan OfMachines { get; } = new(LeastMs: 5, MostMs: 50);
}
