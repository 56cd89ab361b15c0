using Dmm.Modeling.Yaml;
using Passthrough.Devices.Catalog;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.E1000;

/// <summary>A driver of Intel's 8254x in a scenario.</summary>
/// <param name="Options">In what it differs from others.</param>
/// <param name="EscapesEvery">It tries to escape from its memory each so many frames; 0 for never.</param>
/// <param name="EscapesByEntry">It does so by an entry of its transmit ring, and not by moving its receive ring.</param>
internal sealed record E1000Plan(E1000DriverOptions Options, int EscapesEvery, bool EscapesByEntry = false) : DriverPlan
{
    private const string Word = "e1000";

    internal static DriverKind InScenarios { get; } = new(Word, "a driver of Intel's 8254x, written from Intel's manual", E1000Keys.All, Read);

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override string? Problem => Options.Problem;

    /// <inheritdoc/>
    public override IScriptedDriver Make(ushort number)
    {
        var driver = new E1000Driver(Options, number);
        return EscapesEvery > 0 ? new Escapee(driver, EscapesEvery, EscapesByEntry ? driver.EscapeByEntryAsync : E1000Escape.TryAsync) : driver;
    }

    private static E1000Plan Read(YamlMapping? keys, IReadOnlyList<byte> address)
    {
        var usual = Usual(new E1000DriverOptions(), keys);
        var options = usual with
        {
            StationAddress = address,
            FindsAddress = true,
            TransmitEntries = keys.Number("transmit_entries", usual.TransmitEntries),
            ReceiveEntries = keys.Number("receive_entries", usual.ReceiveEntries),
            SplitsFrames = keys.Flag("splits_frames", usual.SplitsFrames),
            UsesContexts = keys.Flag("uses_contexts", usual.UsesContexts),
            IsPromiscuous = keys.Flag("promiscuous", usual.IsPromiscuous),
            RestartsEvery = keys.Number("restarts_every", usual.RestartsEvery),
        };
        return new E1000Plan(options, keys.Number("escapes_every", 0), keys.Flag("escapes_by_entry", false));
    }
}
