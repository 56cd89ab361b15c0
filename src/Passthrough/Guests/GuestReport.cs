namespace Passthrough.Guests;

/// <summary>How a guest is doing, as it sees it itself.</summary>
public sealed record GuestReport
{
    /// <summary>How far it has come.</summary>
    public GuestOutcome Outcome { get; init; }

    /// <summary>Why it failed and what to do about it; empty while it did not.</summary>
    public string Message { get; init; } = "";

    /// <summary>Frames that its NIC told it were sent.</summary>
    public long FramesSent { get; init; }

    /// <summary>Frames that it received whole and in order.</summary>
    public long FramesReceived { get; init; }

    /// <summary>Frames that it waited for and that did not come.</summary>
    public long FramesLost { get; init; }

    /// <summary>Frames that it received altered: a wrong checksum, or bytes of somebody else.</summary>
    public long FramesDamaged { get; init; }

    /// <summary>Frames that it received twice, or before one that should have come first.</summary>
    public long FramesOutOfOrder { get; init; }

    /// <summary>Bytes of the frames that it sent and received.</summary>
    public long Bytes { get; init; }

    /// <summary>Interrupts that it took.</summary>
    public long Interrupts { get; init; }

    /// <summary>Times that its driver had to recover: a ring overflow, a lost transmission, a reset of its own.</summary>
    public long Recoveries { get; init; }

    /// <summary>Exits of its processor, as KVM itself counts them; null for a guest that KVM does not run, or where the kernel does not say.</summary>
    public long? KernelExits { get; init; }
}
