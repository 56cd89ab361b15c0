using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Hooking;

/// <summary>That a register or a field of an entry holds an address of guest memory, where the device must be told another one.</summary>
/// <param name="Mask">Its bits that are the address; the others go on as they are.</param>
/// <param name="Structure">The descriptor structure that begins there, which the device finds as a copy; null for plain memory.</param>
/// <param name="When">Of a field: it is an address in entries for which one of these holds, and in others something else that goes on as it is; empty for all entries.</param>
internal readonly record struct AddressUse(ulong Mask, DescriptorInfo? Structure, IReadOnlyList<CompiledExpression> When)
{
    /// <summary>Whether it is an address in the entry whose fields stand in the state block.</summary>
    public bool HoldsIn(ReadOnlySpan<ulong> words)
    {
        for (var i = 0; i < When.Count; i++)
            if (When[i].Test(words, -1, 0))
                return true;
        return When.Count == 0;
    }

    /// <summary>What an expression looks at, if it is an address as it stands there or with bits masked out; null for any other.</summary>
    /// <remarks>It is tried out: no other expression agrees with a mask on all these values.</remarks>
    public static (int Word, ulong Mask)? Of(CompiledExpression expression, int stateWords) => Of(expression, stateWords, _ => true);

    /// <summary>The same of an expression in which all words but some are 0.</summary>
    public static (int Word, ulong Mask)? Of(CompiledExpression expression, int stateWords, Func<int, bool> counts)
    {
        if (expression.References.Where(reference => counts(reference.Word)).DistinctBy(reference => reference.Word).ToList() is not [{ Shift: 0, Kind: SymbolKind.Word } reference])
            return null;
        var words = new ulong[stateWords];
        words[reference.Word] = ulong.MaxValue;
        var mask = expression.Value(words, -1, 0);
        foreach (var value in new ulong[] { 0, 0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210, 0x5555_5555_5555_5555, 0xaaaa_aaaa_aaaa_aaaa, 1, 1UL << 63 })
        {
            words[reference.Word] = value;
            if (expression.Value(words, -1, 0) != (value & mask))
                return null;
        }
        return (reference.Word, mask);
    }

    /// <summary>How far behind an address an expression is, if it names nothing else and is not far behind; null for any other.</summary>
    public static int? Behind(CompiledExpression expression, int addressWord, int stateWords, int most)
    {
        if (expression.References.Any(reference => reference.Word != addressWord))
            return null;
        var words = new ulong[stateWords];
        var distance = expression.Value(words, -1, 0);
        foreach (var at in new ulong[] { 0x1000, 0x1234_5678, 0xffff_0010 })
        {
            words[addressWord] = at;
            if (expression.Value(words, -1, 0) != at + distance)
                return null;
        }
        return distance <= (ulong)most ? (int)distance : null;
    }
}
