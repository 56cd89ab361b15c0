using Dmm.Modeling.Model;
using Passthrough.Devices.Catalog;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Scenarios;

/// <summary>Who shares which device, how, and what they do with it: all that a run depends on.</summary>
/// <remarks>With a device in virtual time and scripted guests, the same scenario gives the same run on every machine.</remarks>
public sealed record Scenario
{
    /// <summary>What it shows, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The model of the device.</summary>
    public required DeviceModel Model { get; init; }

    /// <summary>The device.</summary>
    public required DevicePlan Device { get; init; }

    /// <summary>From what everything random is drawn.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>When it ends at the latest, in the device's time.</summary>
    public long UntilNs { get; init; } = DefaultUntilMs * 1_000_000L;

    /// <summary>Whether that was written, and is not the usual end of a run in virtual time.</summary>
    public bool HasEnd { get; init; }

    /// <summary>What unmodified guests find.</summary>
    public ServePlan Serve { get; init; } = new();

    /// <summary>How the device is shared.</summary>
    public SharingOptions Sharing { get; init; } = new();

    /// <summary>How its time is shared.</summary>
    public SchedulerPlan Scheduler { get; init; } = new();

    /// <summary>From a request to its replies, in the device's time.</summary>
    public long PeerLatencyNs { get; init; } = DefaultLatencyUs * 1_000L;

    /// <summary>The guests, in the order of the file.</summary>
    public required IReadOnlyList<GuestPlan> Guests { get; init; }

    internal const int DefaultUntilMs = 10_000, DefaultLatencyUs = 200;
}
