using Passthrough.Peers;

namespace Passthrough.Guests.Workloads;

/// <summary>What a guest does with its NIC: the requests it sends, and how it waits for their replies.</summary>
public sealed record Workload
{
    /// <summary>The widest window: requests that a guest keeps account of at a time.</summary>
    public const int WidestWindow = 1024;

    /// <summary>Requests to be sent.</summary>
    public required uint Frames { get; init; }

    /// <summary>Bytes of the shortest request, without the frame check sequence.</summary>
    public int LeastBytes { get; init; } = WorkloadFrame.LeastBytes;

    /// <summary>Bytes of the longest request.</summary>
    public int MostBytes { get; init; } = WorkloadFrame.MostBytes;

    /// <summary>Replies that each request asks for; 0 for one-way traffic.</summary>
    public ushort Replies { get; init; } = 1;

    /// <summary>How many requests may be without their replies at a time; 1 is ping-pong.</summary>
    public int Window { get; init; } = 1;

    /// <summary>From the start of one request to that of the next at least, in the device's time; 0 for full speed.</summary>
    public long PaceNs { get; init; }

    /// <summary>How long a request is waited for; then what is missing of it counts as lost.</summary>
    public long TimeoutNs { get; init; } = 1_000_000_000;

    /// <summary>From what the lengths are drawn: the same seed gives the same lengths.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>To whom; a group answers to the group, so the driver must be in it.</summary>
    public IReadOnlyList<byte> Destination { get; init; } = EchoPeerOptions.UsualAddress;

    /// <summary>What is wrong with it and what to do about it; null if nothing is.</summary>
    public string? Problem =>
        LeastBytes < WorkloadFrame.LeastBytes || MostBytes > WorkloadFrame.MostBytes || LeastBytes > MostBytes
            ? $"a frame has {WorkloadFrame.LeastBytes} to {WorkloadFrame.MostBytes} bytes; {LeastBytes} to {MostBytes} is no such range"
        : Window is < 1 or > WidestWindow ? $"a window is 1 to {WidestWindow} requests wide, not {Window}"
        : PaceNs < 0 ? "requests cannot be less than 0 ns apart"
        : TimeoutNs <= 0 ? "a reply must be given more than 0 ns to come"
        : Destination.Count != WorkloadFrame.AddressBytes ? $"an address has six bytes, not {Destination.Count}"
        : null;
}
