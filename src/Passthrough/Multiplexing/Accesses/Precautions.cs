using System.Numerics;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Multiplexing.Frames;
using Passthrough.Multiplexing.Probing;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>Finds what has to be done before an allowed access may reach the device, and does it: no guest reaches bytes that are not its own.</summary>
/// <remarks>
/// On-card memory is a guest's where its bytes were moved there or received for it; see <see cref="Tenant.Known"/>. A DMA that would read anything else
/// waits until that is overwritten. Frames that arrive may be anybody's until they are sorted. So they are sorted before an access after which
/// they could be read, changed, moved or forgotten, and a DMA never reaches where frames may arrive.
/// </remarks>
internal sealed class Precautions
{
    private readonly SharedDevice device;
    private readonly FrameSorter? sorter;
    private readonly Scrubber scrubber;
    private readonly Transfers transfers;
    private readonly Protections kept;
    private readonly CheckInfo[] checks;
    private readonly bool isActive;
    private RegisterRole reached;
    private bool isSorted, isSettled;

    public Precautions(SharedDevice device, FrameSorter? sorter, Scrubber scrubber, Transfers transfers)
    {
        (this.device, this.sorter, this.scrubber, this.transfers) = (device, sorter, scrubber, transfers);
        kept = device.Options.Protections;
        checks = [.. device.Model.Checks];
        isActive = device.Receive is not null || checks.Any(check => check.Dma?.Within.Any(window => !window.IsGuest) == true);
    }

    /// <summary>The roles of the registers that the access reaches which was looked at last.</summary>
    public RegisterRole Reached => reached;

    /// <summary>An access begins to be prepared.</summary>
    public void Begin() => isSorted = isSettled = false;

    /// <summary>What has to be done next before the open transaction of the owner may be committed.</summary>
    public Precaution Find(Tenant owner)
    {
        var transaction = owner.Monitor.Transaction;
        reached = device.Roles.Of(transaction.Parts);
        if (!isActive)
            return default;
        if (!isSettled && transfers.MustSettle(owner, transaction, reached))
            return new Precaution(PrecautionKind.Settle);
        if (kept.Freezing && transfers.IsDiverted(owner, transaction, reached))
            return Precaution.Refuse(DenialKind.Transfer);
        if (MayConcernFrames(transaction) && FindForFrames(owner, transaction) is { Kind: not PrecautionKind.None } forFrames)
            return forFrames;
        if (transaction.Passed == 0 || !kept.Scrubbing || scrubber.FirstForeign(owner, transaction.Passed) is not { } foreign)
            return default;
        var ending = EndingBy(owner, transaction);
        return scrubber.Disturbs(transaction.Before, foreign, ending) ? Precaution.Refuse(DenialKind.Transfer) : new Precaution(PrecautionKind.Overwrite, foreign, Ending: ending);
    }

    /// <summary>Does it. No transaction is open.</summary>
    /// <returns>False if it cannot be done now.</returns>
    public bool TryTake(Tenant owner, in Precaution precaution)
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
                isSorted = sorter!.TrySort(owner, precaution.Ending);
                return isSorted;
            default:
                transfers.Abandon(owner, precaution.Ending);
                return scrubber.TryOverwrite(owner, precaution.Range);
        }
    }

    /// <summary>Nothing is left to do: the open transaction is committed, and what it begins is noted.</summary>
    public void Commit(Tenant owner)
    {
        var transaction = owner.Monitor.Transaction;
        transaction.Commit();
        if (!isActive)
            return;
        transfers.Follow(owner, transaction.Passed);
        if (sorter is not null && (reached & RegisterRole.MovesArrivals) != 0)
            sorter.FollowArrivals(owner, transaction.Before, (reached & RegisterRole.NextFrame) != 0, isSorted);
    }

    /// <summary>Whether frames can matter to an access: it starts a DMA, or reaches a register by which frames come or go.</summary>
    private bool MayConcernFrames(Transaction transaction) => sorter is not null && kept.Sorting
        && (transaction.Passed != 0 || (reached & (RegisterRole.Resets | RegisterRole.ChoosesFrames | RegisterRole.MovesArrivals)) != 0);

    /// <summary>What cannot be allowed is refused first: sorting may disturb what the access ends, and nothing should come of an access that is denied.</summary>
    private Precaution FindForFrames(Tenant owner, Transaction transaction)
    {
        var before = transaction.Before;
        var after = owner.Monitor.State.Words;
        var listened = device.Listens(before);
        var listens = device.Listens(after);
        var mustClear = (reached & RegisterRole.Resets) != 0;
        var mustSort = mustClear || (reached & RegisterRole.ChoosesFrames) != 0; // a frame is whose it was when it came
        if ((reached & RegisterRole.MovesArrivals) != 0)
        {
            var ringMoves = (reached & RegisterRole.MovesRing) != 0;
            if (listens && !sorter!.CanArrive(after, startsAt: (reached & RegisterRole.NextFrame) != 0 ? after[device.Receive!.Next.Word] : owner.SortedTo))
                return Precaution.Refuse(DenialKind.Frames);
            if (sorter!.FirstTransferWhereFramesArrive(owner) is var number and >= 0)
                return isSettled || owner.Transfers[number].IsSettled ? Precaution.Refuse(DenialKind.Frames) : new Precaution(PrecautionKind.Settle);
            mustClear |= !listens || ringMoves;
            mustSort |= listened != listens || ringMoves || sorter!.Shrinks(owner, before);
        }
        if (ReachesFrames(owner, transaction.Passed))
        {
            if (device.SortsFrames || isSorted)
                return Precaution.Refuse(DenialKind.Frames); // no frame there was reported to the owner
            mustSort = true;
        }
        if (mustClear && listened && !device.Link.IsClear())
            return new Precaution(PrecautionKind.ClearWire);
        return mustSort && owner.HasListened && !isSorted ? new Precaution(PrecautionKind.Sort, Ending: EndingBy(owner, transaction)) : default;
    }

    /// <summary>Whether DMAs that are about to start reach memory where frames arrive, or lie that are not sorted yet.</summary>
    private bool ReachesFrames(Tenant owner, ulong passed)
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

    /// <summary>The states, as bits of word 0, of work that the access ends or begins once more: the monitor may disturb it.</summary>
    private ulong EndingBy(Tenant owner, Transaction transaction) =>
        transaction.Before[0] & device.Disturbance.AtWork & ~(owner.Monitor.State.Words[0] & ~transfers.BegunBy(transaction.Passed));
}
