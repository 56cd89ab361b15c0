using System.Globalization;
using Dmm.Modeling.Model;

namespace Dmm.Replaying;

/// <summary>A DMA in the model's words: the entry with its fields where it is one, else whose buffer it is, and the bytes.</summary>
internal static class DmaText
{
    private const int MostBytes = 16;

    /// <summary><c>DMA: the device reads 16 bytes at 0x2b95000, tx[3]: buffer 0x29d1002 | eop 1</c>.</summary>
    public static string Of(Playback playback)
    {
        var dma = playback.Event;
        var begin = EventText.Dma(dma);
        if (playback.Ledger.EntryOf(dma.Value) is not var (structure, at, index))
            return $"{begin}{(playback.Ledger.LastStructure is { Length: > 0 } name ? $" for {name}" : "")}{Bytes(playback.Bytes, dma.Offset)}";
        var from = (int)(dma.Value - at);
        var fields = Fields(structure, from, playback.Bytes);
        return $"{begin}, {structure.Name}{(index is { } number ? $"[{number}]" : "")}{(from > 0 ? $" from byte {from} on" : "")}{(fields.Length > 0 ? $": {fields}" : Bytes(playback.Bytes, dma.Offset))}";
    }

    private static string Fields(DescriptorInfo structure, int from, ReadOnlySpan<byte> bytes)
    {
        var fields = new List<string>();
        foreach (var field in structure.Fields.OrderBy(each => each.At).ThenBy(each => each.Shift))
        {
            if (field.At < from || field.At + field.Size > from + bytes.Length)
                continue;
            var value = 0UL;
            for (var i = field.Size; i-- > 0;)
                value = value << 8 | bytes[field.At - from + i];
            value = (value >> field.Shift) & field.Mask;
            fields.Add(value < 10 ? $"{field.Name} {value}" : $"{field.Name} 0x{value:x}");
        }
        return string.Join(" | ", fields);
    }

    private static string Bytes(ReadOnlySpan<byte> bytes, uint length)
    {
        if (bytes.IsEmpty)
            return "";
        var text = new List<string>();
        foreach (var one in bytes[..Math.Min(bytes.Length, MostBytes)])
            text.Add(one.ToString("x2", CultureInfo.InvariantCulture));
        return $": {string.Join(' ', text)}{(text.Count < length ? " ..." : "")}";
    }
}
