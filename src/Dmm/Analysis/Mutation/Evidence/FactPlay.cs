using System.Numerics;
using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Replaying.Truth;
using Dmm.Tracing;

namespace Dmm.Analysis.Mutation.Evidence;

/// <summary>Plays a recording to a model and holds it to the facts, until one contradicts it.</summary>
/// <remarks>
/// A transfer through a data port needs an approved DMA in its direction; as many bytes as that was for may be moved, and one access that
/// begins within them, since drivers round up to whole words.
/// </remarks>
internal sealed class FactPlay
{
    private readonly MonitorTables tables;
    private readonly RecordedGuest guest;
    private readonly DeviceMonitor monitor;
    private readonly CauseLookahead ahead;
    private readonly Facts[] facts;
    private readonly long[] mayMove = new long[2];
    private readonly ulong dmaChecks;
    private readonly ulong readChecks;

    /// <summary>Makes one with a device at power-on.</summary>
    public FactPlay(MonitorTables tables, ReadOnlyMemory<TraceEvent> events, Facts[] facts)
    {
        this.tables = tables;
        this.facts = facts;
        guest = new RecordedGuest(tables);
        monitor = guest.Monitor;
        ahead = guest.Open(new RecordedEvents(events));
        foreach (var check in tables.Model.Checks.Where(check => check.Dma is not null))
        {
            dmaChecks |= 1UL << check.Index;
            readChecks |= check.Dma!.Direction == DmaDirection.Read ? 1UL << check.Index : 0;
        }
    }

    /// <summary>Goes on to the next contradiction; null at the end.</summary>
    /// <param name="contradicted">Receives each contradicted fact and returns whether to go on.</param>
    public Detection? Run(Func<int, Facts, bool> contradicted)
    {
        var at = 0;
        while (ahead.Read())
            foreach (ref readonly var each in ahead.Events)
            {
                if (each.IsAccess)
                {
                    var verdict = guest.Access(each, 0);
                    if (!verdict.IsAllowed)
                        return new Detection(EvidenceKinds.Denial, $"event {at + 1}: {AccessText.Of(tables, monitor.State.Words, each)} is denied");
                    if (guest.LookFailures.Count > 0)
                        return new Detection(EvidenceKinds.Denial, $"event {at + 1}: an entry of {guest.LookedAt} is denied");
                    if (Dma(each, verdict, facts[at]) is var broken and not Facts.None && !contradicted(at, broken))
                        return Of(broken, at);
                }
                else
                {
                    guest.Other(each, 0, out var fate);
                    if (guest.LookFailures.Count > 0)
                        return new Detection(EvidenceKinds.Denial, $"event {at + 1}: an entry of {guest.LookedAt} is denied");
                    if (fate >= DmaFate.Late && (facts[at] & Facts.Approved) != 0 && !contradicted(at, Facts.Approved))
                        return Of(Facts.Approved, at);
                }
                if ((facts[at] & Facts.Moments) != 0 && Moment(facts[at]) is var moment and not Facts.None && !contradicted(at, moment))
                    return Of(moment, at);
                at++;
            }
        return null;
    }

    private Facts Dma(in TraceEvent access, Verdict verdict, Facts shown)
    {
        var passed = verdict.Kind == VerdictKind.Allowed ? monitor.Passed & dmaChecks : 0;
        if ((shown & Facts.Sends) != 0)
            return (passed & readChecks) == 0 ? Facts.Sends : Facts.None;
        for (; passed != 0; passed &= passed - 1)
        {
            var dma = tables.Model.Checks[BitOperations.TrailingZeroCount(passed)].Dma!;
            mayMove[(int)dma.Direction] = (long)Math.Min(dma.Length.Value(monitor.State.Words, -1, 0), long.MaxValue);
        }
        if ((shown & Facts.Moves) == 0)
            return Facts.None;
        // What the guest writes into a data port the device writes into its memory.
        ref var left = ref mayMove[(int)(access.Kind == TraceEventKind.Write ? DmaDirection.Write : DmaDirection.Read)];
        var isApproved = left > 0;
        left -= access.Size;
        return isApproved ? Facts.None : Facts.Moves;
    }

    private Facts Moment(Facts shown) =>
        Reusability.Ask(monitor).IsReusable ? shown & Facts.Busy : shown & Facts.Idle;

    private static Detection Of(Facts broken, int at) => broken switch
    {
        Facts.Approved => new Detection(EvidenceKinds.Dma, $"event {at + 1}: the device makes a DMA that was looked at too late, or that no check approved"),
        Facts.Sends => new Detection(EvidenceKinds.Dma, $"event {at + 1}: a frame is sent, and no check approved that the device reads it"),
        Facts.Moves => new Detection(EvidenceKinds.Dma, $"event {at + 1}: bytes are moved through a data port that no check approved"),
        Facts.Idle => new Detection(EvidenceKinds.Idle, $"event {at + 1}: not reusable, although everything that was started has ended"),
        _ when (broken & Facts.MidTransfer) != 0 => new Detection(EvidenceKinds.Loss, $"event {at + 1}: reusable in the middle of a transfer through a data port"),
        _ when (broken & Facts.Unseen) != 0 => new Detection(EvidenceKinds.Loss, $"event {at + 1}: reusable with an interrupt whose cause the guest has yet to read"),
        _ => new Detection(EvidenceKinds.Loss, $"event {at + 1}: reusable before the interrupt that reports a sent frame"),
    };
}
