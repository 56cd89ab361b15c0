using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>Recognizes writes that a model names with a guard: the guard sees the written register with its new value, and all else as before.</summary>
internal sealed class GuardedAccesses(IReadOnlyList<ResetAccessInfo> accesses, int stateWords)
{
    private readonly ResetAccessInfo[] writes = [.. accesses.Where(access => access.IsWrite)];
    private readonly ulong[] words = new ulong[stateWords];

    /// <summary>Whether a transaction, which was allowed, is one of them.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="after">The state block behind it.</param>
    public bool Contain(Transaction transaction, ReadOnlySpan<ulong> after)
    {
        foreach (var write in writes)
            foreach (ref readonly var part in transaction.Parts)
                if (part.Word == write.Register.Word && Holds(write, transaction.Before, after))
                    return true;
        return false;
    }

    private bool Holds(ResetAccessInfo write, ReadOnlySpan<ulong> before, ReadOnlySpan<ulong> after)
    {
        before.CopyTo(words);
        words[write.Register.Word] = after[write.Register.Word];
        return write.When.Test(words, write.Register.Word, before[write.Register.Word]);
    }
}
