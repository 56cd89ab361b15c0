using System.Numerics;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Multiplexing.Frames;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>Finds what has to be done before an allowed access may reach the device, and does it: no guest reaches bytes that are not its own.</summary>
/// <remarks>
/// On-card memory is a guest's where its bytes were moved there or received for it; see <see cref="Seat.Known"/>. A DMA that would read anything else
/// waits until that is overwritten. Frames that arrive may be anybody's until they are sorted. So they are sorted before an access after which
/// they could be read, changed, moved or forgotten, and a DMA never reaches where frames may arrive.
/// </remarks>
internal sealed class Precautions
{
    private readonly SharedDevice device;
    private readonly FrameSorter? sorter;
    private readonly Scrubber scrubber;
    private readonly Transfers transfers;
    private readonly Prober prober;
    private readonly Protections kept;
    private readonly CheckInfo[] checks;
    private readonly bool[] movesArrivals;
    private readonly bool[] movesRing;
    private readonly bool isActive;
    private bool isSorted, isSettled;

    public Precautions(SharedDevice device, FrameSorter? sorter, Scrubber scrubber, Transfers transfers, Prober prober)
    {
        (this.device, this.sorter, this.scrubber, this.transfers, this.prober) = (device, sorter, scrubber, transfers, prober);
        kept = device.Options.Protections;
        checks = [.. device.Model.Checks];
        movesArrivals = new bool[device.Model.StateWords];
        movesRing = new bool[device.Model.StateWords];
        isActive = device.Receive is not null || checks.Any(check => check.Dma?.Within.Any(window => !window.IsGuest) == true);
        if (device.Receive is not { } receive)
            return;
        foreach (var reference in receive.First.References.Concat(receive.End.References))
            movesRing[reference.Word] = movesArrivals[reference.Word] = true;
        movesRing[receive.Next.Word] = movesArrivals[receive.Next.Word] = movesArrivals[receive.Read.Word] = true;
        foreach (var word in WordsThatMove(receive.Listens))
            movesArrivals[word] = true;
    }

    /// <summary>An access begins to be prepared.</summary>
    public void Begin() => isSorted = isSettled = false;

    /// <summary>What has to be done next before the open transaction of the owner may be committed.</summary>
    public Precaution Find(Seat owner)
    {
        var transaction = owner.Monitor.Transaction;
        if (!isActive)
            return default;
        if (!isSettled && transfers.MustSettle(owner, transaction))
            return new Precaution(PrecautionKind.Settle);
        if (kept.Freezing && transfers.IsDiverted(owner, transaction))
            return Precaution.Refuse(DenialKind.Transfer);
        if (sorter is not null && kept.Sorting && FindForFrames(owner, transaction) is { Kind: not PrecautionKind.None } forFrames)
            return forFrames;
        return transaction.Passed != 0 && kept.Scrubbing && scrubber.FirstForeign(owner, transaction.Passed) is { } foreign ? new Precaution(PrecautionKind.Overwrite, foreign) : default;
    }

    /// <summary>Does it. No transaction is open.</summary>
    /// <returns>False if it cannot be done now.</returns>
    public bool TryTake(Seat owner, in Precaution precaution)
    {
        switch (precaution.Kind)
        {
            case PrecautionKind.ClearWire:
                return false; // frames arrive as time passes
            case PrecautionKind.Settle:
                transfers.Settle(owner);
                isSettled = true;
                return true;
            case PrecautionKind.Sort:
                isSorted = TrySort(owner, precaution.Ending);
                return isSorted;
            default:
                scrubber.Overwrite(owner, precaution.Range); // an access that begins a DMA ends what is left of the last one, so this disturbs nothing
                return true;
        }
    }

    /// <summary>Nothing is left to do: the open transaction is committed, and what it begins is noted.</summary>
    public void Commit(Seat owner)
    {
        var transaction = owner.Monitor.Transaction;
        transaction.Commit();
        if (!isActive)
            return;
        transfers.Follow(owner, transaction.Passed);
        if (sorter is not null && Touches(transaction, movesArrivals))
            sorter.FollowArrivals(owner, transaction.Before, IsWritten(transaction, device.Receive!.Next));
    }

    private Precaution FindForFrames(Seat owner, Transaction transaction)
    {
        var before = transaction.Before;
        var after = owner.Monitor.State.Words;
        if (Touches(transaction, movesArrivals))
        {
            var listened = device.Receive!.Listens.Test(before, -1, 0);
            var listens = device.Receive.Listens.Test(after, -1, 0);
            if (listened && (!listens || Touches(transaction, movesRing)) && !device.Link.IsClear())
                return new Precaution(PrecautionKind.ClearWire);
            if (!isSorted && owner.HasListened && (listened != listens || Touches(transaction, movesRing) || sorter!.Shrinks(owner, before)))
                return Sort(owner, transaction);
            if (listens && !sorter!.CanArrive(after, startsAt: IsWritten(transaction, device.Receive.Next) ? after[device.Receive.Next.Word] : owner.SortedTo))
                return Precaution.Refuse(DenialKind.Frames);
            if (transfers.FirstWhereFramesArrive(owner, sorter!) is var number and >= 0)
                return isSettled || owner.Transfers[number].IsSettled ? Precaution.Refuse(DenialKind.Frames) : new Precaution(PrecautionKind.Settle);
        }
        else if (IsReset(transaction) && owner.HasListened && !isSorted)
            return Sort(owner, transaction);
        if (!ReachesFrames(owner, transaction.Passed))
            return default;
        return isSorted ? Precaution.Refuse(DenialKind.Frames) : Sort(owner, transaction);
    }

    /// <summary>Whether DMAs that are about to start reach memory where frames arrive, or lie that are not sorted yet.</summary>
    private bool ReachesFrames(Seat owner, ulong passed)
    {
        var words = owner.Monitor.State.Words;
        for (; passed != 0; passed &= passed - 1)
            if (checks[BitOperations.TrailingZeroCount(passed)].Dma is { } dma)
            {
                var (first, second) = CardRanges.Of(dma, words);
                if (sorter!.MayHoldFrames(owner, first) || sorter.MayHoldFrames(owner, second))
                    return true;
            }
        return false;
    }

    private bool IsReset(Transaction transaction)
    {
        foreach (var part in transaction.Parts)
            if (part.Word > 0 && (device.Model.Registers[part.Word - 1].Access & AccessWords.ReadResets) != 0)
                return true;
        return false;
    }

    /// <summary>Sorts frames. The question is a closure, and stands in no method that every access goes through.</summary>
    private bool TrySort(Seat owner, ulong ending) => sorter!.TrySort(owner, () => prober.IsAtRest(owner, ending), ending);

    /// <summary>To sort, the monitor may disturb work that the access ends or starts again.</summary>
    private Precaution Sort(Seat owner, Transaction transaction) =>
        new(PrecautionKind.Sort, Ending: transaction.Before[0] & device.Disturbance.AtWork & ~(owner.Monitor.State.Words[0] & ~transfers.BegunBy(transaction.Passed)));

    private static bool IsWritten(Transaction transaction, RegisterInfo register)
    {
        foreach (var part in transaction.Parts)
            if (part.Word == register.Word)
                return true;
        return false;
    }

    private static bool Touches(Transaction transaction, bool[] words)
    {
        foreach (var part in transaction.Parts)
            if (part.Word > 0 && words[part.Word])
                return true;
        return false;
    }

    /// <summary>The registers by which an expression changes: those that it names, and those whose events set a variable of its.</summary>
    private IEnumerable<int> WordsThatMove(Dmm.Expressions.CompiledExpression expression)
    {
        var words = expression.References.Select(reference => reference.Word).ToHashSet();
        return words.Concat(device.Model.Rules.Where(rule => rule.Effects.Any(effect => effect.Kind == EffectKind.Set && words.Contains(effect.Word)))
            .SelectMany(rule => rule.On).Select(on => on.Register?.Word ?? 0));
    }
}
