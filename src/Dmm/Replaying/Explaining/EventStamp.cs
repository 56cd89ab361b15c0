namespace Dmm.Replaying.Explaining;

/// <summary>An event by which something came to be as it is.</summary>
/// <param name="Event">Its number, from 1; 0 for power-on.</param>
/// <param name="Line">Its line or record.</param>
/// <param name="TimeUs">Its time.</param>
/// <param name="Text">The event in words.</param>
public sealed record EventStamp(long Event, long Line, long TimeUs, string Text)
{
    /// <summary>Before the first event.</summary>
    public static EventStamp PowerOn { get; } = new(0, 0, 0, "power-on");
}
