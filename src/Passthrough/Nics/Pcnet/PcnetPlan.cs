using Dmm.Modeling.Loading;
using Dmm.Modeling.Yaml;
using Passthrough.Devices.Catalog;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Pcnet;

/// <summary>A driver of the PCnet in a scenario.</summary>
/// <param name="Options">In what it differs from others.</param>
internal sealed record PcnetPlan(PcnetDriverOptions Options) : DriverPlan
{
    private const string Word = "pcnet";

    internal static DriverKind InScenarios { get; } = new(Word, "a driver of the PCnet, written from the data sheet of the Am79C970A", PcnetKeys.All, Read);

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override string? Problem => Options.Problem;

    /// <inheritdoc/>
    public override IScriptedDriver Make(ushort number) => new PcnetDriver(Options, number);

    private static PcnetPlan Read(YamlMapping? keys, IReadOnlyList<byte> address)
    {
        var usual = Usual(new PcnetDriverOptions(), keys);
        return new PcnetPlan(usual with
        {
            StationAddress = address,
            FindsAddress = true,
            MemoryAt = (uint)keys.Number("memory_at", (int)usual.MemoryAt),
            ReceiveLog = keys.Number("receive_log", usual.ReceiveLog),
            TransmitLog = keys.Number("transmit_log", usual.TransmitLog),
            ReceiveBufferBytes = keys.Number("receive_buffer", usual.ReceiveBufferBytes),
            SplitsFrames = keys.Flag("splits_frames", usual.SplitsFrames),
            IsPromiscuous = keys.Flag("promiscuous", usual.IsPromiscuous),
            Groups = [.. (keys?.Scalars("groups") ?? []).Select(group => KeyReading.Bytes(group.Text))],
            SuspendsEvery = keys.Number("suspends_every", usual.SuspendsEvery),
            RestartsEvery = keys.Number("restarts_every", usual.RestartsEvery),
        });
    }
}
