using Dmm.Tracing;

namespace Dmm.Drafting;

/// <summary>What a recording shows of the registers of a device that nobody has described yet.</summary>
/// <remarks>
/// A recording shows what a driver did and not what the device is: everything here that is more than a count is a
/// suspicion, and the draft says so. What is kept is bounded, whatever the recording holds.
/// </remarks>
public sealed class RecordingSurvey
{
    /// <summary>More than any driver touches; the rarer places of a large region are then left out.</summary>
    private const int MostPlaces = 8192;

    private readonly Dictionary<(int Region, uint Offset, int Size), SeenPlace> places = [];
    private readonly PollFinder polls = new();
    private readonly StreamFinder streams = new();
    private readonly WriteFinder writes = new();
    private readonly OpeningFinder opening = new();
    private bool isInterrupted;

    private RecordingSurvey()
    {
    }

    /// <summary>The device, as far as it is known.</summary>
    public TraceDevice Device { get; private set; } = TraceDevice.Unknown;

    /// <summary>Accesses of the device.</summary>
    public long Accesses { get; private set; }

    /// <summary>Interrupts that the device raised.</summary>
    public long Interrupts { get; private set; }

    /// <summary>Whether anything was accessed that a model can list.</summary>
    public bool HasRegisters => places.Values.Any(place => place.CanBeListed);

    /// <summary>The places that were accessed.</summary>
    internal IEnumerable<SeenPlace> Places => places.Values;

    /// <summary>Which places belong together.</summary>
    internal PairFinder Pairs { get; } = new();

    /// <summary>What the device does with memory of the guest.</summary>
    internal DmaFinder Dma { get; } = new();

    /// <summary>The first accesses.</summary>
    internal IReadOnlyList<(Step First, Step Last, long Count)> Opening => opening.Steps;

    /// <summary>Reads a recording to its end.</summary>
    public static RecordingSurvey Of(ITraceReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var survey = new RecordingSurvey();
        var batch = new TraceBatch();
        while (reader.Read(batch) > 0)
            foreach (var one in batch.Events.AsSpan(0, batch.Count))
                survey.Add(one);
        survey.Device = reader.Device;
        return survey;
    }

    private void Add(TraceEvent one)
    {
        switch (one.Kind)
        {
            case TraceEventKind.Read or TraceEventKind.Write:
                Access(one);
                break;
            case TraceEventKind.DmaRead or TraceEventKind.DmaWrite:
                Dma.Add(one);
                break;
            case TraceEventKind.InterruptLine when one.Value != 0:
            case TraceEventKind.InterruptMessage:
                Interrupts++;
                isInterrupted = true;
                break;
            case TraceEventKind.Gap or TraceEventKind.Reset:
                polls.Break();
                streams.Break();
                writes.Break();
                Pairs.Break();
                break;
        }
    }

    private void Access(TraceEvent one)
    {
        Accesses++;
        var key = (one.Region, one.Offset, one.Size);
        if (!places.TryGetValue(key, out var place))
        {
            if (places.Count == MostPlaces)
                return;
            places.Add(key, place = new SeenPlace(one.Region, one.Offset, one.Size));
        }
        var step = new Step(place, one.Kind == TraceEventKind.Write, one.Value);
        place.Add(step.IsWrite, step.Value);
        place.FirstAfterInterrupt += isInterrupted && !step.IsWrite ? 1 : 0;
        isInterrupted &= step.IsWrite;
        polls.Add(step);
        streams.Add(step);
        writes.Add(step);
        Pairs.Add(step);
        Dma.Add(step);
        opening.Add(step);
    }
}
