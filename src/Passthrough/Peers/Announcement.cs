namespace Passthrough.Peers;

/// <summary>Frames that a peer sends without being asked: to all, to a group, or to one station, singly or in bursts.</summary>
/// <remarks>They are frames of the test traffic of a stream that is no guest's, so that a guest that lets them in tells them from its own.</remarks>
public sealed record Announcement
{
    /// <summary>The number of the stream of all announcements.</summary>
    public const ushort Stream = ushort.MaxValue;

    /// <summary>To whom; the broadcast address unless something else is said.</summary>
    public IReadOnlyList<byte> Destination { get; init; } = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

    /// <summary>From the beginning of one burst to that of the next, in nanoseconds.</summary>
    public required long EveryNs { get; init; }

    /// <summary>When the first burst is due, in the device's time.</summary>
    public long FirstNs { get; init; }

    /// <summary>Frames of a burst, all due at once.</summary>
    public int Burst { get; init; } = 1;

    /// <summary>Bursts altogether; without a number, they do not end.</summary>
    public long Bursts { get; init; } = long.MaxValue;

    /// <summary>Bytes of data in a frame.</summary>
    public ushort DataBytes { get; init; }

    /// <summary>What is wrong with it and what to do about it; null if nothing is.</summary>
    public string? Problem =>
        Destination.Count != WorkloadFrame.AddressBytes ? $"an announcement's destination has six bytes, not {Destination.Count}"
        : EveryNs <= 0 ? "announcements must be more than 0 ns apart"
        : Burst <= 0 ? "a burst has at least one frame"
        : DataBytes > WorkloadFrame.MostBytes - WorkloadFrame.HeaderBytes ? $"an announcement has at most {WorkloadFrame.MostBytes - WorkloadFrame.HeaderBytes} bytes of data, not {DataBytes}"
        : null;
}
