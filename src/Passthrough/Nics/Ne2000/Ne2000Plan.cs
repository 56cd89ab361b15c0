using Dmm.Modeling.Loading;
using Dmm.Modeling.Yaml;
using Passthrough.Devices.Catalog;
using Passthrough.Guests;
using Passthrough.Guests.Kvm;
using Passthrough.Guests.Workloads;
using Passthrough.Nics.Ne2000.RealMode;

namespace Passthrough.Nics.Ne2000;

/// <summary>A driver of the NE2000 in a scenario.</summary>
/// <param name="Options">In what it differs from others.</param>
/// <param name="EscapesEvery">It tries to escape from its device each so many frames; 0 for never.</param>
internal sealed record Ne2000Plan(Ne2000DriverOptions Options, int EscapesEvery) : DriverPlan
{
    private const string Word = "ne2000";

    internal static DriverKind InScenarios { get; } = new(Word, "a driver of the NE2000, written from the data sheet of the DP8390", Ne2000Keys.All, Read);

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override string? Problem => Options.Problem;

    /// <inheritdoc/>
    public override IScriptedDriver Make(ushort number)
    {
        var driver = new Ne2000Driver(Options, number);
        return EscapesEvery > 0 ? new Escapee(driver, EscapesEvery, Ne2000Escape.TryAsync) : driver;
    }

    /// <inheritdoc/>
    public override IGuest? TryMakeMachine(string name, ushort number, Workload workload, out string? problem)
    {
        var program = Ne2000Program.TryAssemble(new Ne2000ProgramOptions
        {
            Stream = number,
            StationAddress = Options.StationAddress!,
            PeerAddress = workload.Destination,
            Frames = workload.Frames,
            LeastFrameBytes = workload.LeastBytes,
            MostFrameBytes = workload.MostBytes,
            ReplyWithinUs = (uint)Math.Min(workload.TimeoutNs / 1_000, int.MaxValue),
        }, out problem);
        return program is null ? null : KvmGuest.TryCreate(new KvmGuestOptions { Name = name, Program = program }, out problem);
    }

    private static Ne2000Plan Read(YamlMapping? keys, IReadOnlyList<byte> address)
    {
        var usual = Usual(new Ne2000DriverOptions(), keys);
        var options = usual with
        {
            StationAddress = address,
            FindsAddress = true,
            TransferBytes = keys.Number("transfer", usual.TransferBytes),
            MovesInRuns = keys.Flag("runs", usual.MovesInRuns),
            FirstTransmitPage = (byte)keys.Number("transmit_page", usual.FirstTransmitPage),
            HasTwoTransmitBuffers = keys.Number("transmit_buffers", 1) == 2,
            FirstRingPage = (byte)keys.Number("ring_page", usual.FirstRingPage),
            EndOfRing = (byte)keys.Number("ring_end", usual.EndOfRing),
            Boundary = keys.Word("boundary", usual.Boundary),
            LeavesTransmitCause = keys.Flag("leaves_transmit_cause", usual.LeavesTransmitCause),
            InterruptMask = (byte)keys.Number("interrupt_mask", usual.InterruptMask),
            IsPromiscuous = keys.Flag("promiscuous", usual.IsPromiscuous),
            Groups = [.. (keys?.Scalars("groups") ?? []).Select(group => KeyReading.Bytes(group.Text))],
            SplitsSetup = keys.Flag("splits_setup", usual.SplitsSetup),
            ReadsBackEvery = keys.Number("reads_back_every", usual.ReadsBackEvery),
            NotReadBack = keys.Word("not_read_back", usual.NotReadBack),
            RestsOnPage1 = keys.Flag("rests_on_page_1", usual.RestsOnPage1),
            RecoversEvery = keys.Number("recovers_every", usual.RecoversEvery),
            TestsItselfEvery = keys.Number("tests_itself_every", usual.TestsItselfEvery),
            RestartsEvery = keys.Number("restarts_every", usual.RestartsEvery),
        };
        return new Ne2000Plan(options, keys.Number("escapes_every", 0));
    }
}
