using Dmm.Devices;
using System.Runtime.InteropServices;

namespace Dmm.Tracing;

/// <summary>Reads a <c>.vpt</c> recording straight into the events of a batch.</summary>
/// <remarks>
/// The records are the events as they lie in memory, so nothing is parsed: each kind is compared once, and only a batch in which
/// something other than events stands is gone through record by record. A record that is no event and none of
/// the format's own is replaced by a gap.
/// </remarks>
internal sealed class BinaryTraceReader : ITraceReader
{
    private readonly TraceInput input;
    private readonly TraceFindings findings = new();
    private readonly byte[] partial = new byte[TraceEvent.ByteCount];
    private int partialLength;
    private long records;
    private bool endSeen;
    private bool finished;

    public BinaryTraceReader(TraceInput input)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Recordings are read as they lie in the file, which is little-endian.");
        this.input = input;
        Source = ReadHeader();
    }

    public string Format => "vpt";

    public string? Source { get; }

    public TraceDevice Device { get; private set; } = TraceDevice.Unknown;

    public long SkippedLines => 0;

    public IReadOnlyList<TraceProblem> Problems => findings.Problems;

    public long ProblemCount => findings.ProblemCount;

    public IReadOnlyList<string> Notes => findings.Notes;

    public string? Unreadable => findings.Unreadable;

    public int Read(TraceBatch batch)
    {
        batch.Clear();
        while (!finished && Unreadable is null && batch.Count == 0)
        {
            var count = Fill(batch.Events);
            if (count == 0)
                Finish(batch);
            else
                Sift(batch, count);
        }

        return batch.Count;
    }

    public IReadOnlyList<MappedRange> Mapped =>
        [.. Device.Regions.Where(region => region.Space == RegionSpace.Memory && region.Base != 0).Select(region => new MappedRange(region.Base, region.Size, 0, long.MaxValue))];

    public void Dispose() => input.Dispose();

    private string? ReadHeader()
    {
        var header = new byte[BinaryTraceFormat.HeaderSize];
        var length = input.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (BinaryTraceFormat.Check(header.AsSpan(0, length), out var sourceLength) is { } reason)
        {
            findings.GiveUp(reason);
            return null;
        }

        var source = new byte[BinaryTraceFormat.PaddedLength(sourceLength)];
        if (input.ReadAtLeast(source, source.Length, throwOnEndOfStream: false) < source.Length)
            findings.GiveUp("the recording ends within its header: make it again");
        return PrintableText.Of(source.AsSpan(0, sourceLength));
    }

    // Whole records, at least one unless the input ends; what is left of a record is kept for the next time.
    private int Fill(TraceEvent[] events)
    {
        var bytes = MemoryMarshal.AsBytes(events.AsSpan());
        partial.AsSpan(0, partialLength).CopyTo(bytes);
        var length = partialLength;
        for (int n; length < TraceEvent.ByteCount && (n = input.Read(bytes[length..])) > 0;)
            length += n;
        partialLength = length % TraceEvent.ByteCount;
        bytes.Slice(length - partialLength, partialLength).CopyTo(partial);
        return length / TraceEvent.ByteCount;
    }

    private void Sift(TraceBatch batch, int count)
    {
        var plain = endSeen ? 0 : RecordKind.IndexOfSpecial(batch.Events.AsSpan(0, count));
        var lines = batch.Lines.AsSpan(0, plain);
        for (var i = 0; i < lines.Length; i++)
            lines[i] = records + 1 + i;
        records += plain;
        batch.Count = plain;
        for (var i = plain; i < count && !finished; i++)
        {
            records++;
            Take(batch, batch.Events[i]);
        }
    }

    private void Take(TraceBatch batch, TraceEvent record)
    {
        if (endSeen)
        {
            finished = true;
            Problem(batch, TraceProblem.TrailingData, "something follows the record that ends the recording");
            return;
        }

        switch (record.Kind)
        {
            case RecordKind.Identity or RecordKind.Region:
                Device = DeviceRecords.Apply(Device, record);
                break;
            case RecordKind.End:
                endSeen = true;
                if (record.Value != (ulong)(records - 1))
                    Problem(batch, TraceProblem.Lost, $"the recording was made of {record.Value} records, and {records - 1} are here");
                break;
            case TraceEventKind.Gap:
                findings.Problem(records, TraceProblem.Lost, record.Value == 0 ? "events were lost" : $"{record.Value} events were lost");
                batch.Add(record, records);
                break;
            default:
                if (RecordKind.IsEvent(record.Kind))
                    batch.Add(record, records);
                else
                    Problem(batch, TraceProblem.Torn, $"no record has kind {(byte)record.Kind}: the recording is damaged");
                break;
        }
    }

    private void Finish(TraceBatch batch)
    {
        finished = true;
        records++;
        if (partialLength > 0 && endSeen)
            Problem(batch, TraceProblem.TrailingData, "something follows the record that ends the recording");
        else if (input.Failure is { } failure)
            Problem(batch, TraceProblem.EndsEarly, failure);
        else if (partialLength > 0)
            Problem(batch, TraceProblem.EndsEarly, "the recording ends within a record");
        else if (!endSeen)
            Problem(batch, TraceProblem.EndsEarly, "the record that ends a recording is missing");
    }

    private void Problem(TraceBatch batch, string kind, string message)
    {
        findings.Problem(records, kind, message);
        batch.Add(new TraceEvent(TraceEventKind.Gap, 0, 1, 0, 0), records);
    }
}
