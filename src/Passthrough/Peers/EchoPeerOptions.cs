namespace Passthrough.Peers;

/// <summary>What can be chosen about an <see cref="EchoPeer"/>.</summary>
public sealed record EchoPeerOptions
{
    /// <summary>Its address unless something else is said, and the one that a workload sends to.</summary>
    public static IReadOnlyList<byte> UsualAddress { get; } = [0x02, 0x00, 0x00, 0x00, 0xff, 0xfe];

    /// <summary>The six bytes of its address.</summary>
    public IReadOnlyList<byte> Address { get; init; } = UsualAddress;

    /// <summary>From a request to its replies, in the device's time.</summary>
    public long LatencyNs { get; init; } = 200_000;

    /// <summary>Bytes of data in a reply; as many as in the request unless something else is said.</summary>
    public ushort? ReplyDataBytes { get; init; }

    /// <summary>Replies that wait at most; what is more is dropped and counted.</summary>
    public int MostWaiting { get; init; } = 4096;

    /// <summary>What it sends without being asked.</summary>
    public IReadOnlyList<Announcement> Announcements { get; init; } = [];

    /// <summary>What is wrong with the options and what to do about it; null if nothing is.</summary>
    public string? Problem =>
        Address.Count != WorkloadFrame.AddressBytes ? $"an address has six bytes, not {Address.Count}"
        : LatencyNs < 0 ? "a reply cannot come before its request: give a latency of 0 ns or more"
        : MostWaiting <= 0 ? "a peer that replies must let at least one reply wait"
        : ReplyDataBytes > WorkloadFrame.MostBytes - WorkloadFrame.HeaderBytes ? $"a reply has at most {WorkloadFrame.MostBytes - WorkloadFrame.HeaderBytes} bytes of data, not {ReplyDataBytes}"
        : Announcements.Select(each => each.Problem).FirstOrDefault(problem => problem is not null);
}
