namespace Dmm.Tracing;

/// <summary>Writes a recording of any format as <c>.vpt</c>.</summary>
public static class TraceConversion
{
    /// <summary>Copies a recording to its end and completes the output.</summary>
    /// <remarks>
    /// What is known about the device is written before the events of the batch in which it became known. The output is not
    /// completed when the input turns out to be unreadable; see <see cref="ITraceReader.Unreadable"/>.
    /// </remarks>
    public static ConversionCounts Copy(ITraceReader reader, BinaryTraceWriter writer)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(writer);
        var batch = new TraceBatch();
        while (reader.Read(batch) > 0)
        {
            writer.Describe(reader.Device);
            writer.Write(batch.Events.AsSpan(0, batch.Count));
        }

        if (reader.Unreadable is null)
        {
            writer.Describe(reader.Device);
            writer.Complete();
        }

        return new ConversionCounts(writer.Events, reader.SkippedLines, reader.ProblemCount);
    }
}
