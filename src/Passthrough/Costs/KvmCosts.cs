using System.Diagnostics;
using Passthrough.Guests;
using Passthrough.Guests.Kvm;

namespace Passthrough.Costs;

/// <summary>What an exit of a guest of KVM costs: from one access that is passed on to the next, with nothing done about it.</summary>
/// <remarks>A read and a write bring all that an access costs here, the watchdog of the time slice included. Reads of the chipset show KVM alone.</remarks>
internal sealed class KvmCosts(string kvmPath, Sampler sampler)
{
    private readonly List<CostRow> rows = [];
    private string? problem;

    /// <summary>Measures everything.</summary>
    public CostPart Measure(CostPart part)
    {
        Add(CostIds.Exit, "exit, answered without leaving the run", ExitProgram.ReadsChipset(), ReadChipset);
        Add(CostIds.ExitIn, "exit for IN", ExitProgram.Reads(), Exit);
        Add(CostIds.ExitOut, "exit for OUT", ExitProgram.Writes(), Exit);
        Add(CostIds.ExitRunWord, $"one word of REP INSW, {ExitProgram.RunWords} in a run", ExitProgram.Runs(), Exit);
        Add(CostIds.Interrupt, "interrupt, from the line to the handler's first access", ExitProgram.ReadsWithInterrupts(), Interrupt);
        return part with { Rows = rows, Problem = problem };
    }

    private void Add(string id, string title, GuestProgram program, Func<KvmGuest, long, Work> batch)
    {
        if (problem is not null)
            return;
        using var guest = KvmGuest.TryCreate(new KvmGuestOptions { Name = title, Program = program, DevicePath = kvmPath }, out problem);
        if (guest is null)
            return;
        if (sampler.Take(operations => batch(guest, operations)) is { } sample)
            rows.Add(new CostRow(id, title, sample));
        else
            problem = $"{title}: {(guest.Report.Message is { Length: > 0 } message ? message : "the guest came to an end")}";
    }

    /// <summary>An operation is an access; a run is as many.</summary>
    private static Work Exit(KvmGuest guest, long operations)
    {
        var made = 0L;
        var began = Stopwatch.GetTimestamp();
        while (made < operations)
        {
            if (RunOn(guest) is not { } access)
                return default;
            made += access.Count;
        }
        return new Work(Stopwatch.GetTimestamp() - began, made);
    }

    /// <summary>One exit in many is the device's, and counts as any other.</summary>
    private static Work ReadChipset(KvmGuest guest, long operations)
    {
        var (before, began) = (guest.Exits, Stopwatch.GetTimestamp());
        while (guest.Exits - before < operations)
            if (RunOn(guest) is null)
                return default;
        return new Work(Stopwatch.GetTimestamp() - began, guest.Exits - before);
    }

    private static Work Interrupt(KvmGuest guest, long operations)
    {
        var ticks = 0L;
        for (var i = 0L; i < operations; i++)
        {
            guest.SetInterruptLine(true);
            var began = Stopwatch.GetTimestamp();
            // Where the processor cannot take it at once, a read of the program comes first, and is a part of it.
            for (var access = RunOn(guest); access is not { IsWrite: true }; access = RunOn(guest))
                if (access is null)
                    return default;
            ticks += Stopwatch.GetTimestamp() - began;
            guest.SetInterruptLine(false);
            if (RunOn(guest) is null)
                return default;
        }
        return new Work(ticks, operations);
    }

    /// <summary>Runs it to its next access; null if it has ended.</summary>
    private static GuestAccess? RunOn(KvmGuest guest)
    {
        while (true)
        {
            var request = guest.Run(0);
            if (request.Kind == GuestRequestKind.Access)
                return request.Access;
            if (request.Kind != GuestRequestKind.Busy)
                return null;
        }
    }
}
