using Dmm.Modeling.Loading;
using Dmm.Modeling.Yaml;
using Passthrough.Devices.Catalog;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Tulip;

/// <summary>A driver of the 21143 in a scenario.</summary>
/// <param name="Options">In what it differs from others.</param>
internal sealed record TulipPlan(TulipDriverOptions Options) : DriverPlan
{
    private const string Word = "tulip";

    internal static DriverKind InScenarios { get; } = new(Word, "a driver of the 21143, written from DEC's manual", TulipKeys.All, Read);

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override string? Problem => Options.Problem;

    /// <inheritdoc/>
    public override IScriptedDriver Make(ushort number) => new TulipDriver(Options, number);

    private static TulipPlan Read(YamlMapping? keys, IReadOnlyList<byte> address)
    {
        var usual = Usual(new TulipDriverOptions(), keys);
        return new TulipPlan(usual with
        {
            StationAddress = address,
            UsesMemory = keys.Flag("registers_in_memory", usual.UsesMemory),
            ReceiveEntries = keys.Number("receive_entries", usual.ReceiveEntries),
            TransmitEntries = keys.Number("transmit_entries", usual.TransmitEntries),
            ReceiveBufferBytes = keys.Number("receive_buffer", usual.ReceiveBufferBytes),
            SplitsFrames = keys.Flag("splits_frames", usual.SplitsFrames),
            UsesBothBuffers = keys.Flag("both_buffers", usual.UsesBothBuffers),
            IsPromiscuous = keys.Flag("promiscuous", usual.IsPromiscuous),
            Groups = [.. (keys?.Scalars("groups") ?? []).Select(group => KeyReading.Bytes(group.Text))],
            Burst = keys.Number("burst", usual.Burst),
            Threshold = keys.Number("threshold", usual.Threshold),
            FiltersEvery = keys.Number("filters_every", usual.FiltersEvery),
            ReadsBackEvery = keys.Number("reads_back_every", usual.ReadsBackEvery),
            RestartsEvery = keys.Number("restarts_every", usual.RestartsEvery),
        });
    }
}
