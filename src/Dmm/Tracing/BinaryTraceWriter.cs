using System.Runtime.InteropServices;

namespace Dmm.Tracing;

/// <summary>Writes a <c>.vpt</c> recording. Only <see cref="Complete"/> makes it whole.</summary>
/// <remarks>
/// Disposing without it leaves a recording that says it ends early: a writer that is disposed because something failed must not
/// prove the contrary.
/// </remarks>
public sealed class BinaryTraceWriter : IDisposable
{
    private const int BufferedRecords = 4096;

    private readonly Stream stream;
    private readonly bool leaveOpen;
    private readonly TraceEvent[] buffer = new TraceEvent[BufferedRecords];
    private readonly TraceEvent?[] regions = new TraceEvent?[TraceEvent.RegionCount];
    private TraceEvent? identity;
    private int buffered;
    private bool completed;
    private bool disposed;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Where to; it need not be seekable.</param>
    /// <param name="source">What the recording was made of, at most 1,024 bytes in UTF-8.</param>
    /// <param name="leaveOpen">Whether the stream is somebody else's to dispose.</param>
    public BinaryTraceWriter(Stream stream, string source = "", bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Recordings are written as they lie in memory, which must be little-endian.");
        this.stream = stream;
        this.leaveOpen = leaveOpen;
        stream.Write(BinaryTraceFormat.Header(source));
    }

    /// <summary>The events written.</summary>
    public long Events { get; private set; }

    /// <summary>The records written: the events, and what is known about the device.</summary>
    public long Records { get; private set; }

    /// <summary>Writes what is known about the device, as far as that is new. Better before its events than after them.</summary>
    public void Describe(TraceDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device != TraceDevice.Unknown)
            WriteIfNew(DeviceRecords.Identity(device), ref identity);
        foreach (var region in device.Regions)
            WriteIfNew(DeviceRecords.Region(region), ref regions[region.Number]);
    }

    /// <summary>Writes events.</summary>
    /// <exception cref="ArgumentException">One of them has a kind that is none; the events before it are written.</exception>
    public void Write(ReadOnlySpan<TraceEvent> events)
    {
        foreach (var one in events)
        {
            if (!RecordKind.IsEvent(one.Kind))
                throw new ArgumentException($"There is no event of kind {(byte)one.Kind}.", nameof(events));
            Append(one);
            Events++;
        }
    }

    /// <summary>Writes the end and everything that is still buffered. Nothing can be written after it.</summary>
    public void Complete()
    {
        if (completed)
            return;
        Append(new TraceEvent(RecordKind.End, 0, 1, 0, (ulong)Records));
        completed = true;
        WriteBuffered();
        stream.Flush();
    }

    /// <summary>Writes what is still buffered, without the end.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        WriteBuffered();
        stream.Flush();
        if (!leaveOpen)
            stream.Dispose();
    }

    private void WriteIfNew(TraceEvent record, ref TraceEvent? written)
    {
        if (record == written)
            return;
        Append(record);
        written = record;
    }

    private void Append(TraceEvent record)
    {
        if (completed)
            throw new InvalidOperationException("The recording is complete.");
        if (buffered == buffer.Length)
            WriteBuffered();
        buffer[buffered++] = record;
        Records++;
    }

    private void WriteBuffered()
    {
        stream.Write(MemoryMarshal.AsBytes(buffer.AsSpan(0, buffered)));
        buffered = 0;
    }
}
