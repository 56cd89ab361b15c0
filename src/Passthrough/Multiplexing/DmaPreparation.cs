using Dmm.Monitoring;
using Dmm.Tracing;

namespace Passthrough.Multiplexing;

/// <summary>Sees to it that a DMA that the owner begins reads only the owner's bytes.</summary>
internal sealed class DmaPreparation(FrameSorter? sorter, Scrubber scrubber, Prober prober, ArrivalWatch? arrivals)
{
    /// <summary>Prepares DMAs that passed their checks. The monitor is as it was before the access when it has to wait or is denied.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="passed">The checks.</param>
    /// <param name="access">The access that begins them.</param>
    /// <param name="before">What the monitor knew before it; where frames are taken out meanwhile, what it knows then.</param>
    /// <param name="verdict">Whether it is denied.</param>
    /// <returns>False if the access has to wait, or is denied.</returns>
    public bool TryPrepare(Seat owner, ulong passed, in TraceEvent access, ulong[] before, out Verdict verdict)
    {
        verdict = new Verdict(VerdictKind.Allowed);
        var monitor = owner.Monitor;
        if (scrubber.ReadsWhereFramesArrive(owner, passed))
        {
            monitor.State.CopyFrom(before);
            if (!TrySort(owner))
                return false;
            monitor.State.Words.CopyTo(before); // frames may have been taken out
            monitor.Access(access);
            if (scrubber.ReadsWhereFramesArrive(owner, passed))
            {
                monitor.State.CopyFrom(before);
                verdict = new Verdict(VerdictKind.Denied);
                return false;
            }
        }
        while (scrubber.FirstForeign(owner, passed) is { } foreign)
        {
            monitor.State.CopyFrom(before); // the access that begins a DMA ends what a driver left of the last; so this disturbs nothing
            scrubber.Overwrite(owner, foreign);
            monitor.Access(access);
        }
        monitor.TakePassedChecks();
        arrivals?.Begin(owner, passed);
        scrubber.MarkWritten(owner, passed);
        return true;
    }

    /// <summary>Sorts frames. The question is a closure, and stands in no method that every DMA goes through.</summary>
    private bool TrySort(Seat owner) => sorter!.TrySort(owner, () => prober.IsAtRest(owner));
}
