using System.Numerics;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Multiplexing.Frames;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>Follows the DMAs that guests drive themselves, and asks the device how far they have come.</summary>
internal sealed class Transfers
{
    private readonly SharedDevice device;
    private readonly CheckInfo[] checks;
    private readonly ulong dmas;
    private readonly ulong[] runsIn;
    private readonly bool[] says; // by word: what the device says of a transfer means something else after a write
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
        says = new bool[device.Model.StateWords];
        foreach (var reference in checks.Where(check => check.Dma?.Position is not null).SelectMany(check => check.References))
            says[reference.Word] = true;
    }

    /// <summary>Whether a transfer of the owner has to be settled before an access is made that ends it, begins another, or changes what the device says of it.</summary>
    /// <remarks>An access through the stream itself moves data: what the device says before it would leave that out.</remarks>
    public bool MustSettle(Tenant owner, Transaction transaction)
    {
        if (transaction.Reaches(AccessWords.Stream) || !device.Options.Protections.Settling)
            return false;
        var after = owner.Monitor.State.Words[0];
        for (var i = 0; i < owner.Transfers.Length; i++)
            if (owner.Transfers[i] is { Exists: true, IsSettled: false }
                && ((transaction.Passed & dmas) != 0 || (after & runsIn[i]) == 0 || transaction.ReachesAny(says)))
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
    public bool IsDiverted(Tenant owner, Transaction transaction)
    {
        var words = owner.Monitor.State.Words;
        foreach (var part in transaction.Parts)
            if (part.Word > 0 && diverts[part.Word] != 0 && words[part.Word] != transaction.Before[part.Word])
                for (var numbers = diverts[part.Word]; numbers != 0; numbers &= numbers - 1)
                    if (owner.Transfers[BitOperations.TrailingZeroCount(numbers)] is { Exists: true } transfer && (words[0] & runsIn[BitOperations.TrailingZeroCount(numbers)]) != 0
                        && transfer.Left is var (first, second) && first.Length + second.Length != 0)
                        return true;
        return false;
    }

    /// <summary>A transfer of the owner that could still move bytes where frames arrive, as far as is known.</summary>
    /// <returns>The transfer's number; -1 if none could.</returns>
    public int FirstWhereFramesArrive(Tenant owner, FrameSorter sorter)
    {
        for (var i = 0; i < owner.Transfers.Length; i++)
            if (owner.Transfers[i].Exists && (owner.Monitor.State.Words[0] & runsIn[i]) != 0 && owner.Transfers[i].Left is var (first, second) && (sorter.IsWhereFramesArrive(owner, first) || sorter.IsWhereFramesArrive(owner, second)))
                return i;
        return -1;
    }

    /// <summary>Asks the device how far the transfers of its owner have come. What cannot be found out has not been moved.</summary>
    public void Settle(Tenant owner)
    {
        for (var i = 0; i < owner.Transfers.Length; i++)
        {
            ref var transfer = ref owner.Transfers[i];
            if (!transfer.Exists || transfer.IsSettled)
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
        for (var i = 0; i < owner.Transfers.Length; i++)
            if ((runsIn[i] & states) != 0)
                owner.Transfers[i] = default;
    }

    /// <summary>An access was committed: transfers begin, go on, or are over.</summary>
    public void Follow(Tenant owner, ulong passed)
    {
        var words = owner.Monitor.State.Words;
        for (var i = 0; i < owner.Transfers.Length; i++)
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
        for (var i = 0; i < owner.Transfers.Length && states != after && device.Options.Protections.Settling; i++)
            if (owner.Transfers[i] is { Exists: true, IsSettled: false } && (states & runsIn[i]) != 0 && (after & runsIn[i]) == 0)
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
