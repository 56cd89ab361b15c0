using Dmm.Hooking;
using Dmm.Modeling.Model;
using Passthrough.Devices;
using Passthrough.Devices.Catalog;
using Passthrough.Guests;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Nics;

namespace Passthrough.Verification;

/// <summary>What is verified, and with what.</summary>
public sealed record VerificationOptions
{
    /// <summary>The model.</summary>
    public required DeviceModel Model { get; init; }

    /// <summary>The device; it is made again for every run. If its time is real it is counted, see <see cref="CountedTime"/>.</summary>
    public required DevicePlan Device { get; init; }

    /// <summary>The guests.</summary>
    public required IGuestFactory GuestFactory { get; init; }

    /// <summary>Whether guests run alone under the monitor too, see <see cref="VerificationBench.IsAloneMonitored"/>.</summary>
    public bool IsAloneMonitored { get; init; }

    /// <summary>How finely accesses of the guests can be hooked.</summary>
    public HookWay Hooks { get; init; }

    /// <summary>What becomes of frames for guests that do not own the device; null for the usual: held wherever they can be told apart.</summary>
    public FramePolicy? FramesOfOthers { get; init; }

    /// <summary>How many guests share the device in a run.</summary>
    public int Guests { get; init; } = 2;

    /// <summary>Frames that each sends in a run.</summary>
    public uint Frames { get; init; } = 12;

    /// <summary>The first of the cast that takes part.</summary>
    public int FirstGuest { get; init; }

    /// <summary>From what everything random follows.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Of how many moments at which the device could be handed over one is used, on average.</summary>
    public int OneIn { get; init; } = 12;

    /// <summary>From a frame to its answer, see <see cref="VerificationBench.LatencyNs"/>.</summary>
    public long LatencyNs { get; init; } = 200_000_000;

    /// <summary>How long a run may take, in the device's time.</summary>
    public long LimitNs { get; init; } = 100_000_000_000;

    /// <summary>What a bench verifies a model with.</summary>
    /// <param name="bench">The device and the guests.</param>
    /// <param name="model">The model.</param>
    /// <param name="guests">How many guests share the device.</param>
    /// <param name="seed">From what everything random follows.</param>
    public static VerificationOptions On(VerificationBench bench, DeviceModel model, int guests, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(bench);
        return new()
        {
            Model = model,
            Device = bench.Device,
            GuestFactory = bench.GuestsOfModel?.Invoke(model) ?? bench.GuestFactory,
            Guests = guests,
            Seed = seed,
            Frames = bench.Frames,
            LatencyNs = bench.LatencyNs,
            IsAloneMonitored = bench.IsAloneMonitored,
        };
    }

    /// <summary>Makes the device as it is when it is switched on; null, with the reason, if it cannot be made.</summary>
    /// <param name="station">The station address of the device; null for that of its kind.</param>
    /// <param name="problem">The reason.</param>
    internal IPhysicalNic? TryMakeDevice(IReadOnlyList<byte>? station, out string? problem) =>
        (station is null ? Device : Device.WithStation(station)).TryMake(Model, Guests, out problem) is not { } nic ? null : Device.IsRealTime ? new CountedTime(nic, obeysWithinNs: Device.ObeysWithinNs) : nic;
}
