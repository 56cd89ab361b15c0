namespace Dmm.Tracing;

/// <summary>A place where a recording does not hold what happened.</summary>
/// <param name="Line">The line of a text log, or the record of a binary recording, both from 1.</param>
/// <param name="Kind">One of the constants of this type.</param>
/// <param name="Message">What is wrong there, in one sentence without a full stop.</param>
public readonly record struct TraceProblem(long Line, string Kind, string Message)
{
    /// <summary>A line or record that was cut, glued to another or overwritten.</summary>
    public const string Torn = "torn";

    /// <summary>The recorder says that events were lost here.</summary>
    public const string Lost = "lost events";

    /// <summary>The recording stops before its end.</summary>
    public const string EndsEarly = "ends early";

    /// <summary>An access that has no place in an event: its offset does not fit.</summary>
    public const string OutOfRange = "out of range";

    /// <summary>An access whose value the recorder did not write down.</summary>
    public const string NoValue = "no value";

    /// <summary>Something follows after the end of the recording.</summary>
    public const string TrailingData = "trailing data";
}
