using Dmm.Modeling.Loading;
using Dmm.Modeling.Yaml;
using Passthrough.Devices.Catalog;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.I8255x;

/// <summary>A driver of the 82559 in a scenario.</summary>
/// <param name="Options">In what it differs from others.</param>
internal sealed record I8255xPlan(I8255xDriverOptions Options) : DriverPlan
{
    private const string Word = "i8255x";

    internal static DriverKind InScenarios { get; } = new(Word, "a driver of the 82559, written from Intel's manual", I8255xKeys.All, Read);

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override string? Problem => Options.Problem;

    /// <inheritdoc/>
    public override IScriptedDriver Make(ushort number) => new I8255xDriver(Options, number);

    private static I8255xPlan Read(YamlMapping? keys, IReadOnlyList<byte> address)
    {
        var usual = Usual(new I8255xDriverOptions(), keys);
        return new I8255xPlan(usual with
        {
            StationAddress = address,
            UsesPorts = keys.Flag("ports", usual.UsesPorts),
            ReceiveAreas = keys.Number("receive_areas", usual.ReceiveAreas),
            CommandBlocks = keys.Number("command_blocks", usual.CommandBlocks),
            Form = keys?.Text("form") switch { "extended" => I8255xFrameForm.Extended, "behind" => I8255xFrameForm.Behind, _ => usual.Form },
            Parts = keys.Number("parts", usual.Parts),
            StartsEachList = keys.Flag("starts_each_list", usual.StartsEachList),
            Base = (uint)keys.Number("base", (int)usual.Base),
            IsPromiscuous = keys.Flag("promiscuous", usual.IsPromiscuous),
            Groups = [.. (keys?.Scalars("groups") ?? []).Select(group => KeyReading.Bytes(group.Text))],
            ConfiguresEvery = keys.Number("configures_every", usual.ConfiguresEvery),
            CountsEvery = keys.Number("counts_every", usual.CountsEvery),
            ReadsBackEvery = keys.Number("reads_back_every", usual.ReadsBackEvery),
            RestartsEvery = keys.Number("restarts_every", usual.RestartsEvery),
        });
    }
}
