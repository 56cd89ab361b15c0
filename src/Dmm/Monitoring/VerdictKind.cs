namespace Dmm.Monitoring;

/// <summary>The outcome of an event.</summary>
public enum VerdictKind : byte
{
    /// <summary>Not hooked: it went straight to the device and the monitor knows nothing of it.</summary>
    Unhooked,

    /// <summary>Not hooked, but its value stands for what a probe would have found.</summary>
    Observed,

    /// <summary>Hooked and allowed; the model has followed it.</summary>
    Allowed,

    /// <summary>Hooked and denied; the model is as if it had never been.</summary>
    Denied,
}
