using Dmm.Tracing.Text;

namespace Dmm.Tracing;

/// <summary>Opens a recording of any format that is known.</summary>
public static class TraceReaders
{
    internal const string KnownFormats =
        "Recordings are known as text of QEMU's log backend"
        + " (-trace 'memory_region_ops_*' -trace 'pci_*' -trace x86_gsi_interrupt -msg timestamp=on, or -trace 'vfio_*'),"
        + " of QEMU's -qtest-log and of scripts of qtest, of perf script or trace-cmd report with KVM's events, of Linux' mmiotrace, and as .vpt, each plain or gzip";

    /// <summary>Whether bytes, not compressed, begin a recording of a format that is known.</summary>
    public static bool IsBegunBy(ReadOnlySpan<byte> bytes)
    {
        if (BinaryTraceFormat.IsBegunBy(bytes))
            return true;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            if (TextFormats.IsLineOfAny(bytes[range]))
                return true;
        }

        return false;
    }

    /// <summary>Recognises the format by the content, never by a name, decompresses gzip, and gives the reader.</summary>
    /// <param name="stream">The recording; read to its end and disposed by the reader. It need not be seekable.</param>
    /// <param name="options">Which device is meant, for formats that hold more than one.</param>
    /// <returns>A reader in any case; what cannot be read says so in <see cref="ITraceReader.Unreadable"/>.</returns>
    public static ITraceReader Open(Stream stream, TraceReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var input = new TraceInput(stream);
        var head = input.Peek();
        if (head.StartsWith(ForeignFormats.Gzip))
        {
            input = GzipInput.Over(input);
            head = input.Peek();
        }

        if (head.IsEmpty)
            return new UnreadableReader(input, $"{input.Failure ?? "the recording is empty"}. {KnownFormats}");
        if (BinaryTraceFormat.IsBegunBy(head))
            return new BinaryTraceReader(input);
        return ForeignFormats.Name(head) is { } reason
            ? new UnreadableReader(input, $"{reason}. {KnownFormats}")
            : new TextLogReader(input, options ?? new TraceReaderOptions());
    }
}
