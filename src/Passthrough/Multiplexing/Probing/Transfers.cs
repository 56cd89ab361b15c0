using System.Numerics;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Probing;

/// <summary>Follows the DMAs that guests drive themselves, and asks the device how far they have come.</summary>
internal sealed class Transfers
{
    private readonly SharedDevice device;
    private readonly CheckInfo[] checks;
    private readonly ulong dmas;
    private readonly ulong[] runsIn;
    private readonly int[] driven; // the checks of DMAs that a guest drives itself
    private readonly ulong[] diverts; // by word: the transfers, as bits, that go elsewhere after a write

    public Transfers(SharedDevice device)
    {
        this.device = device;
        checks = [.. device.Model.Checks];
        dmas = checks.Where(check => check.Dma is not null).Aggregate(0UL, (bits, check) => bits | 1UL << check.Index);
        runsIn = new ulong[checks.Length];
        foreach (var rule in device.Model.Rules.Where(rule => rule.To is not null))
            foreach (var check in rule.Checks)
                runsIn[check.Index] |= rule.To!.Mask;
        diverts = new ulong[device.Model.StateWords];
        foreach (var check in checks.Where(check => check.Dma is { Position: not null, Wraps: not null }))
            foreach (var reference in check.Dma!.Wraps!.At.References.Concat(check.Dma.Wraps.To.References))
                diverts[reference.Word] |= 1UL << check.Index;
        driven = [.. checks.Where(check => check.Dma?.Position is not null).Select(check => check.Index)];
    }

    /// <summary>Whether a transfer of the owner has to be settled before an access is made that ends it, begins another, or changes what the device says of it.</summary>
    /// <remarks>An access through the stream itself moves data: what the device says before it would leave that out.</remarks>
    public bool MustSettle(Tenant owner, Transaction transaction, RegisterRole reached)
    {
        if ((reached & RegisterRole.Stream) != 0 || !device.Options.Protections.Settling)
            return false;
        var changesAll = (transaction.Passed & dmas) != 0 || (reached & RegisterRole.TellsTransfers) != 0;
        var after = owner.Monitor.State.Words[0];
        foreach (var i in driven)
            if (owner.Transfers[i].IsUnsettled && (changesAll || (after & runsIn[i]) == 0))
                return true;
        return false;
    }

    /// <summary>The states, as bits of word 0, of machines that DMAs which passed their checks begin, whatever they were doing.</summary>
    public ulong BegunBy(ulong passed)
    {
        var states = 0UL;
        for (passed &= dmas; passed != 0; passed &= passed - 1)
            states |= runsIn[BitOperations.TrailingZeroCount(passed)];
        return states;
    }

    /// <summary>Whether an access changes where a transfer goes on that is not over.</summary>
    public bool IsDiverted(Tenant owner, Transaction transaction, RegisterRole reached)
    {
        if ((reached & RegisterRole.DivertsTransfers) == 0)
            return false;
        var words = owner.Monitor.State.Words;
        foreach (var part in transaction.Parts)
            if (part.Word > 0 && diverts[part.Word] != 0 && words[part.Word] != transaction.Before[part.Word])
                for (var numbers = diverts[part.Word]; numbers != 0; numbers &= numbers - 1)
                    if (owner.Transfers[BitOperations.TrailingZeroCount(numbers)] is { Exists: true } transfer && (words[0] & runsIn[BitOperations.TrailingZeroCount(numbers)]) != 0
                        && transfer.Left is var (first, second) && first.Length + second.Length != 0)
                        return true;
        return false;
    }

    /// <summary>The owner's next transfer that is not over, as far as is known.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="after">The number of the transfer before it; -1 for the first.</param>
    /// <returns>The transfer's number; -1 if there is none.</returns>
    public int NextUnderWay(Tenant owner, int after)
    {
        foreach (var i in driven)
            if (i > after && owner.Transfers[i].Exists && (owner.Monitor.State.Words[0] & runsIn[i]) != 0)
                return i;
        return -1;
    }

    /// <summary>Asks the device how far the transfers of its owner have come. What cannot be found out has not been moved.</summary>
    public void Settle(Tenant owner)
    {
        foreach (var i in driven)
        {
            ref var transfer = ref owner.Transfers[i];
            if (!transfer.IsUnsettled)
                continue;
            if (TryRead(owner, checks[i].Dma!.Position!, out var position))
                transfer.SettleAt(position);
            transfer.IsSettled = true;
            Mark(owner, checks[i], transfer.Done);
        }
    }

    /// <summary>The monitor is about to disturb transfers: they are over, and what the device says of its position from then on is not about them.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="states">The states, as bits of word 0, of the work that is disturbed.</param>
    public void Abandon(Tenant owner, ulong states)
    {
        foreach (var i in driven)
            if ((runsIn[i] & states) != 0)
                owner.Transfers[i] = default;
    }

    /// <summary>An access was committed: transfers begin, go on, or are over.</summary>
    public void Follow(Tenant owner, ulong passed)
    {
        var words = owner.Monitor.State.Words;
        foreach (var i in driven)
            if (owner.Transfers[i].IsSettled)
                if ((words[0] & runsIn[i]) == 0)
                    owner.Transfers[i] = default;
                else
                    owner.Transfers[i].IsSettled = false; // its guest may go on moving
        for (; passed != 0; passed &= passed - 1)
            if (checks[BitOperations.TrailingZeroCount(passed)] is { Dma: { Position: not null } dma } check)
            {
                owner.Transfers[check.Index] = Transfer.Of(dma, words, device.StreamBytes);
                if (!device.Options.Protections.Settling)
                    Mark(owner, check, owner.Transfers[check.Index].Left);
            }
    }

    /// <summary>Transfers that a look at the device, or a read, has shown to be over are settled before anything else moves the device's counters.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="states">The states of its machines before.</param>
    public void FollowLook(Tenant owner, ulong states)
    {
        var after = owner.Monitor.State.Words[0];
        if (states == after || !device.Options.Protections.Settling)
            return;
        foreach (var i in driven)
            if (owner.Transfers[i].IsUnsettled && (states & runsIn[i]) != 0 && (after & runsIn[i]) == 0)
            {
                Settle(owner);
                Follow(owner, passed: 0);
                return;
            }
    }

    /// <summary>What a transfer has brought to the card is its guest's.</summary>
    private static void Mark(Tenant owner, CheckInfo check, (MemoryRange First, MemoryRange Second) moved)
    {
        if (check.Dma!.Direction != DmaDirection.Write)
            return;
        foreach (var known in owner.Known)
        {
            known.Mark(moved.First);
            known.Mark(moved.Second);
        }
    }

    private bool TryRead(Tenant owner, RegisterInfo position, out ulong value)
    {
        var words = owner.Monitor.State.Words;
        device.Port.TakeOver(words);
        value = 0;
        if (!device.CanReach(position, words))
            return false;
        value = device.Port.Read(position);
        device.Port.GiveBack(words);
        return true;
    }
}
