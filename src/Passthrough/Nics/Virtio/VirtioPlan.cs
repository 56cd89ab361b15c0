using Dmm.Modeling.Yaml;
using Passthrough.Devices.Catalog;
using Passthrough.Guests;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Virtio;

/// <summary>A driver of the virtio network device in a scenario.</summary>
/// <param name="Options">In what it differs from others.</param>
internal sealed record VirtioPlan(VirtioDriverOptions Options) : DriverPlan
{
    private const string Word = "virtio";

    internal static DriverKind InScenarios { get; } = new(Word, "a driver of the virtio network device, written from the standard", VirtioKeys.All, Read);

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override string? Problem => Options.Problem;

    /// <inheritdoc/>
    public override IScriptedDriver Make(ushort number) => new VirtioDriver(Options);

    /// <inheritdoc/>
    public override IGuest? TryMakeMachine(string name, ushort number, Workload workload, out string? problem)
    {
        problem = "there is no program for virtual machines that drives a virtio network device: write 'kind: scripted'";
        return null;
    }

    /// <summary>A driver finds its address in the device, which shows each guest its own.</summary>
    private static VirtioPlan Read(YamlMapping? keys, IReadOnlyList<byte> address)
    {
        var usual = new VirtioDriverOptions();
        return new VirtioPlan(usual with
        {
            IsPolled = keys.Flag("polled", usual.IsPolled),
            PollNs = keys.Number("poll_us", (int)(usual.PollNs / 1000)) * 1000L,
            ReceiveEntries = keys.Number("receive_entries", usual.ReceiveEntries),
            TransmitEntries = keys.Number("transmit_entries", usual.TransmitEntries),
            PartsOfAFrame = keys.Number("frame_parts", usual.PartsOfAFrame),
            PartsOfABuffer = keys.Number("buffer_parts", usual.PartsOfABuffer),
            JoinsBuffers = keys.Flag("joins_buffers", usual.JoinsBuffers),
            ReadsBackEvery = keys.Number("reads_back_every", usual.ReadsBackEvery),
            RestartsEvery = keys.Number("restarts_every", usual.RestartsEvery),
            TransmitTimeoutNs = keys.Number("transmit_timeout_ms", (int)(usual.TransmitTimeoutNs / 1_000_000)) * 1_000_000L,
            MostRecoveries = keys.Number("most_recoveries", usual.MostRecoveries),
        });
    }
}
