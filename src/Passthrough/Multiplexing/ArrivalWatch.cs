using System.Numerics;
using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Passthrough.Multiplexing;

/// <summary>Remembers where a guest's DMA reads, and forbids reading on when the guest lets frames arrive there meanwhile.</summary>
/// <remarks>
/// A DMA that a guest reads through a stream register goes on as slowly as the guest likes. It may begin it, free those pages of its ring or
/// begin to listen, and read frames of others before they are sorted. Drivers free pages too when all bytes of the last DMA are read, so what
/// is denied is not to free them but to read on.
/// </remarks>
internal sealed class ArrivalWatch
{
    private readonly FrameSorter sorter;
    private readonly CheckInfo[] checks;
    private readonly bool[] movesArrivals;

    public ArrivalWatch(SharedDevice device, FrameSorter sorter)
    {
        this.sorter = sorter;
        checks = [.. device.Model.Checks];
        var receive = device.Receive!;
        movesArrivals = new bool[device.Model.StateWords];
        movesArrivals[receive.Read.Word] = movesArrivals[receive.Next.Word] = true;
        foreach (var expression in new[] { receive.Listens, receive.First, receive.End })
            foreach (var reference in expression.References)
                movesArrivals[reference.Word] = true;
        foreach (var rule in device.Model.Rules.Where(rule => rule.Machine is null)) // registers that move a variable, such as whether the NIC runs
            foreach (var on in rule.On.Where(on => on.Kind == EventKind.Write))
                movesArrivals[on.Register!.Word] = true;
    }

    /// <summary>DMAs that passed their checks begin.</summary>
    public void Begin(Seat owner, ulong passed)
    {
        for (; passed != 0; passed &= passed - 1)
        {
            var number = BitOperations.TrailingZeroCount(passed);
            if (checks[number].Dma is not { Direction: DmaDirection.Read } dma)
                continue;
            var ranges = DmaRanges.Of(dma, owner.Monitor.State.Words, -1, 0);
            owner.Reads[number] = (new MemoryRange(ranges.First.Start, ranges.First.Length), new MemoryRange(ranges.Second.Start, ranges.Second.Length));
            owner.ReadsMeetingFrames &= ~(1UL << number);
        }
    }

    /// <summary>The guest wrote a register; frames may arrive elsewhere now.</summary>
    public void Follow(Seat owner, RegisterInfo register)
    {
        if (!movesArrivals[register.Word])
            return;
        for (var i = 0; i < checks.Length; i++)
            if (sorter.IsWhereFramesArrive(owner, owner.Reads[i].First) || sorter.IsWhereFramesArrive(owner, owner.Reads[i].Second))
                owner.ReadsMeetingFrames |= 1UL << i;
    }

    /// <summary>Whether what the guest reads through a stream register could be of a frame that is not sorted.</summary>
    public static bool ForbidsReading(Seat owner) => owner.ReadsMeetingFrames != 0;
}
