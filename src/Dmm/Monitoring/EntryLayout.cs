using System.Buffers.Binary;
using Dmm.Compilation;
using Dmm.Expressions;
using Dmm.Memory;
using Dmm.Modeling.Model;

namespace Dmm.Monitoring;

/// <summary>Takes the bytes of an entry apart into its fields, which stand in the state block while expressions are judged on them.</summary>
internal sealed class EntryLayout(DescriptorInfo structure)
{
    private readonly EntryFieldInfo[] fields = [.. structure.Fields];
    private readonly RememberedInfo[] remembered = [.. structure.Remembered];
    private readonly CompiledGuard[] where = [.. structure.Remembered.Select(each => new CompiledGuard(each.Where ?? CompiledExpression.Always))];
    private readonly DmaTest?[] unless = [.. structure.Remembered.Select(each => each.Unless is { } range ? new DmaTest(range) : null)];
    private readonly ulong[] saved = new ulong[structure.Remembered.Count];

    /// <summary>Puts the fields of an entry into the state block, and where it is.</summary>
    public void Enter(ReadOnlySpan<byte> entry, ulong at, Span<ulong> words)
    {
        words[structure.HereWord] = at;
        foreach (var field in fields)
            words[field.Word] = (Read(entry[field.At..], field.Size) >> field.Shift) & field.Mask;
    }

    /// <summary>Takes them out again, so that equal states stay equal.</summary>
    public void Leave(Span<ulong> words)
    {
        words[structure.HereWord] = 0;
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

    /// <summary>Keeps what the device keeps of the entry whose fields stand in the state block.</summary>
    public void Remember(Span<ulong> words, IGuestMemory memory)
    {
        for (var i = 0; i < remembered.Length; i++)
        {
            var (variable, value, _, _, _) = remembered[i];
            if (where[i].Holds(words, -1, 0) && unless[i]?.Passes(words, -1, 0, memory) != true)
                words[variable.Word] = Math.Min(value.Value(words, -1, 0), variable.Max);
        }
    }

    /// <summary>Takes down what is remembered, so that entries can be tried one after the other.</summary>
    public void SaveRemembered(ReadOnlySpan<ulong> words)
    {
        for (var i = 0; i < remembered.Length; i++)
            saved[i] = words[remembered[i].Variable.Word];
    }

    /// <summary>Puts back what was taken down.</summary>
    public void RestoreRemembered(Span<ulong> words)
    {
        for (var i = 0; i < remembered.Length; i++)
            words[remembered[i].Variable.Word] = saved[i];
    }

    /// <summary>Reads a number of a size, the lowest byte first.</summary>
    public static ulong Read(ReadOnlySpan<byte> bytes, int size) => size switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };
}
