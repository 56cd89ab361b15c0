using System.Buffers.Binary;
using Dmm.Modeling.Model;

namespace Dmm.Monitoring;

/// <summary>Takes the bytes of an entry apart into its fields, which stand in the state block while expressions are judged on them.</summary>
internal sealed class EntryLayout(DescriptorInfo structure)
{
    private readonly EntryFieldInfo[] fields = [.. structure.Fields];

    /// <summary>Puts the fields of an entry into the state block.</summary>
    public void Enter(ReadOnlySpan<byte> entry, Span<ulong> words)
    {
        foreach (var field in fields)
            words[field.Word] = (Read(entry[field.At..], field.Size) >> field.Shift) & field.Mask;
    }

    /// <summary>Takes them out again, so that equal states stay equal.</summary>
    public void Leave(Span<ulong> words)
    {
        foreach (var field in fields)
            words[field.Word] = 0;
    }

    /// <summary>Gives the fields that are kept to their variables.</summary>
    public void Keep(ReadOnlySpan<byte> entry, Span<ulong> words)
    {
        foreach (var field in fields)
            if (field.Keep is { } variable)
                words[variable.Word] = Math.Min((Read(entry[field.At..], field.Size) >> field.Shift) & field.Mask, variable.Max);
    }

    private static ulong Read(ReadOnlySpan<byte> bytes, int size) => size switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };
}
