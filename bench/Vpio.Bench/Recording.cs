using System.IO.Compression;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Vpio.Bench;

/// <summary>
/// The recording that everything is measured on, in each of its forms: Linux's ne2k-pci receives two bulk transfers, so
/// nine of ten accesses move data. The forms other than the packed text are made when they are needed.
/// </summary>
internal static class Recording
{
    /// <summary>Events of all kinds.</summary>
    public const int Events = 309_429;

    /// <summary>Accesses and interrupts raised: what a monitor sees.</summary>
    public const int Judged = 308_978;

    /// <summary>Bytes of the log.</summary>
    public const int TextBytes = 37_350_215;

    /// <summary>Bytes of the same as <c>.vpt</c>.</summary>
    public const int BinaryBytes = 4_950_928;

    /// <summary>The offset of the NE2000's ISR, which tells the cause of an interrupt.</summary>
    private const uint CauseOffset = 7;

    /// <summary>The log, not compressed.</summary>
    public static byte[] Text()
    {
        using var packed = new GZipStream(File.OpenRead(Repository.PathOf("traces/ne2k_pci-down.qemu.log.gz")), CompressionMode.Decompress);
        using var text = new MemoryStream();
        packed.CopyTo(text);
        return Expect(text.ToArray(), TextBytes);
    }

    /// <summary>The same as <c>.vpt</c>.</summary>
    public static byte[] Binary()
    {
        using var binary = new MemoryStream();
        using (var reader = Open(Text(), Subject.Model()))
        using (var writer = new BinaryTraceWriter(binary, leaveOpen: true))
            TraceConversion.Copy(reader, writer);
        return Expect(binary.ToArray(), BinaryBytes);
    }

    /// <summary>What a monitor sees, as it would see it: an interrupt's value is its cause, which the next read of ISR tells.</summary>
    public static TraceEvent[] JudgedEvents()
    {
        var judged = new List<TraceEvent>();
        var cause = 0UL;
        foreach (var each in AllEvents().Reverse())
        {
            if (each is { Kind: TraceEventKind.Read, Offset: CauseOffset })
                cause = each.Value;
            if (each.Kind is TraceEventKind.Read or TraceEventKind.Write)
                judged.Add(each);
            else if (each is { Kind: TraceEventKind.InterruptLine, Value: 1 })
                judged.Add(each with { Value = cause });
        }
        judged.Reverse();
        return Expect(judged.ToArray(), Judged);
    }

    /// <summary>A reader of either form.</summary>
    public static ITraceReader Open(byte[] bytes, DeviceModel model) =>
        TraceReaders.Open(new MemoryStream(bytes), new TraceReaderOptions { PciIds = model.PciIds });

    private static IEnumerable<TraceEvent> AllEvents()
    {
        using var reader = Open(Text(), Subject.Model());
        var batch = new TraceBatch();
        while (reader.Read(batch) > 0)
            foreach (var each in batch.Events.AsSpan(0, batch.Count).ToArray())
                yield return each;
    }

    /// <summary>A figure per event or byte is worth nothing when it is divided by the wrong number.</summary>
    private static T[] Expect<T>(T[] made, int length) =>
        made.Length == length ? made : throw new InvalidDataException($"the recording gives {made.Length} of {typeof(T).Name}, and {length} are counted on");
}
