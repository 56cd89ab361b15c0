namespace Passthrough.Guests.Kvm;

/// <summary>The order of the counters that a guest keeps in its memory; see <see cref="GuestReport"/> for what they count.</summary>
internal enum ReportCounters
{
    /// <summary><see cref="GuestReport.FramesSent"/>.</summary>
    FramesSent,

    /// <summary><see cref="GuestReport.FramesReceived"/>.</summary>
    FramesReceived,

    /// <summary><see cref="GuestReport.FramesLost"/>.</summary>
    FramesLost,

    /// <summary><see cref="GuestReport.FramesDamaged"/>.</summary>
    FramesDamaged,

    /// <summary><see cref="GuestReport.FramesOutOfOrder"/>.</summary>
    FramesOutOfOrder,

    /// <summary><see cref="GuestReport.Bytes"/>.</summary>
    Bytes,

    /// <summary><see cref="GuestReport.Interrupts"/>.</summary>
    Interrupts,

    /// <summary><see cref="GuestReport.Recoveries"/>.</summary>
    Recoveries,
}
