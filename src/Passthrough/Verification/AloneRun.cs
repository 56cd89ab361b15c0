using Dmm.Compilation;
using Dmm.Tracing;
using Passthrough.Devices;
using Passthrough.Guests;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Peers;

namespace Passthrough.Verification;

/// <summary>A guest with a device of its own: nothing is between the two.</summary>
internal static class AloneRun
{
    /// <summary>Runs a guest to its end, and takes down what it reads.</summary>
    /// <returns>Why it did not come to its end; null if it did.</returns>
    public static string? Of(IGuest guest, IPhysicalNic nic, IPeer peer, GuestReads reads, MonitorTables tables, long limitNs)
    {
        var link = new Link(nic, peer, tables.Model.LongestFrame);
        guest.SetMemory(IDmaNic.MemoryOf(nic, 0));
        (nic as IDmaNic)?.Reach(0);
        var request = guest.Run(nic.ElapsedNs);
        nic.InterruptLineChanged += guest.SetInterruptLine;
        while (request.Kind != GuestRequestKind.Ended && nic.ElapsedNs < limitNs && nic.Failure is null)
        {
            var listens = tables.Model.Receive?.Listens.Test(reads.Words, -1, 0) ?? true;
            var hasMoved = link.Move(listens, _ => { });
            if (request.Kind == GuestRequestKind.Access)
                Make(request.Access, guest.Data, nic, reads);
            else if (request.Kind == GuestRequestKind.Wait && !nic.InterruptLine && nic.ElapsedNs < request.UntilNs)
            {
                if (!hasMoved)
                    nic.WaitForInterrupt(Math.Max(1_000, Math.Min(link.HasWaiting ? nic.ElapsedNs + 20_000 : link.NextNs, request.UntilNs) - nic.ElapsedNs));
                continue;
            }
            request = guest.Run(nic.ElapsedNs);
        }
        nic.InterruptLineChanged -= guest.SetInterruptLine;
        reads.Complete();
        if (guest.Report.Outcome == GuestOutcome.Done)
            return null;
        var why = new[] { nic.Failure, guest.Report.Message, $"it is not done after {limitNs / 1_000_000} ms" };
        return $"{guest.Name} does not come to its end even alone: {why.First(each => each is { Length: > 0 })}";
    }

    private static void Make(GuestAccess access, Span<byte> data, IPhysicalNic nic, GuestReads reads)
    {
        for (var i = 0; i < access.Count; i++)
        {
            var bytes = data.Slice(i * access.Size, access.Size);
            if (access.IsWrite)
                nic.Write(access.Region, access.Offset, access.Size, AccessValue.Read(bytes));
            else
                AccessValue.Write(bytes, nic.Read(access.Region, access.Offset, access.Size));
            reads.OnAccess(new TraceEvent(access.IsWrite ? TraceEventKind.Write : TraceEventKind.Read, access.Region, access.Size, access.Offset, AccessValue.Read(bytes)), nic.ElapsedNs);
        }
    }
}
