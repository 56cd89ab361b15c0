namespace Passthrough.Guests.Workloads;

/// <summary>In what drivers of all NICs differ.</summary>
internal abstract record ScriptedDriverOptions
{
    /// <summary>It ignores interrupts and looks now and then.</summary>
    public bool IsPolled { get; init; }

    /// <summary>How long it waits from one look to the next, where it looks.</summary>
    public long PollNs { get; init; } = 50_000;

    /// <summary>How long a frame may take; then the NIC is started again. The guest's clock goes on while another guest has the device, so it is long.</summary>
    public long TransmitTimeoutNs { get; init; } = 1_000_000_000;

    /// <summary>How often it recovers from trouble before it gives up.</summary>
    public int MostRecoveries { get; init; } = 1000;

    /// <summary>What is wrong with the options and what to do about it; null if nothing is.</summary>
    public abstract string? Problem { get; }

    /// <summary>What can be wrong with those of every driver.</summary>
    protected string? UsualProblem =>
        PollNs <= 0 ? "there must be more than 0 ns from one look to the next"
        : MostRecoveries < 0 ? "a number of recoveries cannot be negative"
        : TransmitTimeoutNs <= 0 ? "a frame must be given more than 0 ns to go out"
        : null;
}
