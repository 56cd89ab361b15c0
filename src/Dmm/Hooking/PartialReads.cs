using Dmm.Expressions;
using Dmm.Expressions.Terms;
using Dmm.Modeling.Model;

namespace Dmm.Hooking;

/// <summary>What a read of some bytes of a register tells: the bits in them, and of all others those that only writes change, where the monitor sees all writes.</summary>
internal static class PartialReads
{
    /// <summary>The bits that are not known once some bytes were read: the device may have changed them since they were seen.</summary>
    /// <param name="register">The register.</param>
    /// <param name="bytes">A bit for each byte that was read.</param>
    /// <param name="isFollowed">Whether the monitor sees every write of the register.</param>
    public static ulong Unknown(RegisterInfo register, int bytes, bool isFollowed) =>
        (ulong.MaxValue >> (64 - 8 * register.Bytes)) & ~RegisterBytes.BitsOf(bytes) & ~(isFollowed ? register.KeptBits : 0);

    /// <summary>The bits of a register that a guard looks at.</summary>
    public static ulong LookedAt(CompiledExpression guard, RegisterInfo register)
    {
        var bits = 0UL;
        foreach (var part in guard.Term.Parts())
            if (part is WordTerm { IsOld: false } read && read.Word == register.Word)
                bits |= read.Bits;
        return bits;
    }

    /// <summary>The guard, judged without some bits of a register; null if it can hold no more.</summary>
    public static CompiledExpression? Judge(CompiledExpression guard, RegisterInfo register, ulong unknown)
    {
        if (!Certainty.Reads(guard.Term, register.Word, unknown))
            return guard;
        var certain = Certainty.Of(guard.Term, register.Word, unknown);
        return certain is ConstantTerm { Value: 0 } ? null : ExpressionParser.Compile(guard.Text, ExpressionType.Bool, certain, guard.References);
    }

    /// <summary>Whether a rule is judged on what a read shows, and on no more.</summary>
    /// <remarks>One with checks is judged on all that the monitor knows: a check that is left out would let a DMA pass.</remarks>
    public static bool Judges(RuleInfo rule, RegisterInfo register) =>
        rule.Checks.Count == 0 && rule.On.Any(on => on.Kind is EventKind.Read or EventKind.Observe && on.Register == register);

    /// <summary>The reads of a register that are listed and show no more than a part: of each a bit for each byte.</summary>
    public static IEnumerable<int> Of(RegisterInfo register)
    {
        if ((register.Access & AccessWords.Stream) != 0)
            yield break;
        var whole = RegisterBytes.Of(0, register.Bytes);
        foreach (var place in ReadPlacesOf(register))
        {
            if (RegisterBytes.Of(8 * place.ByteIndex, place.Size) is var all && all != whole)
                yield return all;
            foreach (var size in register.PartSizes.Where(size => size < place.Size))
                for (var at = 0; at + size <= place.Size; at += size)
                    yield return RegisterBytes.Of(8 * (place.ByteIndex + at), size);
        }
    }

    /// <summary>Whether a rule waits for a read that shows more of its register than any access does: a probe alone, which reads the whole register, can let it fire.</summary>
    public static bool IsForProbesAlone(RuleInfo rule) => rule.Checks.Count == 0 && rule.On.Count > 0
        && rule.On.All(on => on.Kind is EventKind.Read or EventKind.Observe && on.Register is { } register
            && ReadPlacesOf(register).All(place => place.Size < register.Bytes) && Of(register).Any() && !Of(register).Any(bytes => Judge(rule.Guard, register, Unknown(register, bytes, isFollowed: true)) is not null));

    /// <summary>Whether a read of a part shows some of these bits and not all.</summary>
    public static bool Divide(RegisterInfo register, ulong bits)
    {
        var wanted = RegisterBytes.With(bits);
        return Of(register).Any(bytes => (bytes & wanted) != 0 && (bytes & wanted) != wanted);
    }

    private static IEnumerable<PlaceInfo> ReadPlacesOf(RegisterInfo register) => (register.IsReadable ? register.Places : []).Concat(register.Readback?.Places ?? []);
}
