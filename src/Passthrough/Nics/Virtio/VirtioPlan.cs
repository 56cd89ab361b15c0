using Dmm.Modeling.Yaml;
using Passthrough.Devices.Catalog;
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

    /// <summary>A driver finds its address in the device, which shows each guest its own.</summary>
    private static VirtioPlan Read(YamlMapping? keys, IReadOnlyList<byte> address)
    {
        var usual = Usual(new VirtioDriverOptions(), keys);
        return new VirtioPlan(usual with
        {
            ReceiveEntries = keys.Number("receive_entries", usual.ReceiveEntries),
            TransmitEntries = keys.Number("transmit_entries", usual.TransmitEntries),
            PartsOfAFrame = keys.Number("frame_parts", usual.PartsOfAFrame),
            PartsOfABuffer = keys.Number("buffer_parts", usual.PartsOfABuffer),
            JoinsBuffers = keys.Flag("joins_buffers", usual.JoinsBuffers),
            ReadsBackEvery = keys.Number("reads_back_every", usual.ReadsBackEvery),
            RestartsEvery = keys.Number("restarts_every", usual.RestartsEvery),
        });
    }
}
