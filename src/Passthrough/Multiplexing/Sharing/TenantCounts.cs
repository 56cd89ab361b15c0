namespace Passthrough.Multiplexing.Sharing;

/// <summary>What a guest did and what was done for it.</summary>
public sealed class TenantCounts
{
    /// <summary>Accesses that reached the monitor or the device.</summary>
    public long Accesses { get; internal set; }

    /// <summary>Exits: a run through one register is one.</summary>
    public long Exits { get; internal set; }

    /// <summary>Accesses that were hooked.</summary>
    public long Hooked { get; internal set; }

    /// <summary>Accesses that were denied.</summary>
    public long Denied { get; internal set; }

    /// <summary>Accesses that were answered without the device, from what was saved of its own.</summary>
    public long Copied { get; internal set; }

    /// <summary>Times that it got the device.</summary>
    public long Turns { get; internal set; }

    /// <summary>Times that it lost the device because it did not let go.</summary>
    public long Evictions { get; internal set; }

    /// <summary>Accesses that it made after it had lost the device and before it reset it: nobody answered.</summary>
    public long WithoutDevice { get; internal set; }

    /// <summary>How long it had the device, in nanoseconds of the device's time.</summary>
    public long OwnedNs { get; internal set; }

    /// <summary>How long it waited for the device, all in all.</summary>
    public long WaitedNs { get; internal set; }

    /// <summary>The longest that it waited for one turn.</summary>
    public long LongestWaitNs { get; internal set; }

    /// <summary>Frames that arrived while another guest owned the device, and were kept.</summary>
    public long FramesHeld { get; internal set; }

    /// <summary>Frames that were lost because another guest owned the device, or too many were kept already.</summary>
    public long FramesDropped { get; internal set; }
}
