using System.Diagnostics;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Costs;

/// <summary>What accesses, saves, restores and hand-offs cost on a device.</summary>
internal sealed class DeviceCosts(DeviceBench bench, Sampler sampler, bool hasTimeOfItsOwn)
{
    private readonly List<CostRow> rows = [];
    private readonly List<string> notes = [];

    /// <summary>Measures everything.</summary>
    public CostPart Measure(CostPart part)
    {
        if (!bench.TryPrepare())
            return part with { Problem = bench.Problem ?? "its guests did not come to rest" };
        if (bench.TryGive(bench.Tenants[0]))
            MeasureAccesses(bench.Tenants[0]);
        MeasureContext(CostIds.SaveEmpty, CostIds.RestoreEmpty, "empty ring", bench.Tenants[0]);
        MeasureContext(CostIds.SaveLoaded, CostIds.RestoreLoaded, "loaded", bench.Tenants[2]);
        MeasureSwitch(CostIds.SwitchEmpty, "empty ring", bench.Tenants[0], bench.Tenants[1]);
        MeasureSwitch(CostIds.SwitchLoaded, "loaded", bench.Tenants[2], bench.Tenants[3]);
        notes.Add($"loaded: a frame of {BenchFrame.Bytes:N0} bytes in a transmit buffer, and {DeviceBench.UnreadFrames} unread in the ring");
        return part with { Rows = rows, Notes = notes, Problem = bench.Problem };
    }

    private void MeasureAccesses(Tenant tenant)
    {
        var words = tenant.Monitor.State.Words;
        var (unhooked, hooked) = (AccessChoice.Unhooked(bench.Tables, words), AccessChoice.Hooked(bench.Tables, words));
        notes.Add($"unhooked: {unhooked?.ToString() ?? "the model has no such register"}; hooked: {hooked?.ToString() ?? "the model has no such register"}");
        if (unhooked is not null)
        {
            AddAccess(CostIds.Straight, "unhooked access, straight to the device", operations => Straight(unhooked, operations));
            AddAccess(CostIds.Unhooked, "unhooked access, made by the monitor", tenant, unhooked);
        }
        if (hooked is not null)
            AddAccess(CostIds.Hooked, "hooked access, made by the monitor", tenant, hooked);
        bench.Repeat(tenant, null);
    }

    private void AddAccess(string id, string title, Tenant tenant, ChosenAccess access)
    {
        bench.Repeat(tenant, access);
        AddAccess(id, title, operations => Owned(tenant, operations));
    }

    private void AddAccess(string id, string title, Func<long, Work> batch)
    {
        var (beganNs, made) = (bench.Nic.ElapsedNs, 0L);
        var sample = sampler.Take(operations =>
        {
            var work = batch(operations);
            made += work.Operations;
            return work;
        });
        Add(id, title, sample, accesses: null, (double)(bench.Nic.ElapsedNs - beganNs) / made);
    }

    private Work Straight(ChosenAccess chosen, long operations)
    {
        var (nic, access) = (bench.Nic, chosen.Access);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0L; i < operations; i++)
            nic.Read(access.Region, access.Offset, access.Size);
        return new Work(Stopwatch.GetTimestamp() - began, nic.Failure is null ? operations : 0);
    }

    private Work Owned(Tenant tenant, long operations)
    {
        var (multiplexer, before) = (bench.Multiplexer, tenant.Counts.Accesses);
        var began = Stopwatch.GetTimestamp();
        while (tenant.Counts.Accesses - before < operations && bench.Problem is null)
            multiplexer.Step();
        return new Work(Stopwatch.GetTimestamp() - began, bench.Problem is null ? tenant.Counts.Accesses - before : 0);
    }

    /// <summary>Saves and restores the owner's context by turns, as a hand-off does, but to the same guest.</summary>
    private void MeasureContext(string save, string restore, string what, Tenant tenant)
    {
        if (!bench.TryGive(tenant))
            return;
        var device = new SharedDevice(bench.Tables, bench.Nic, new Link(bench.Nic, peer: null, bench.Tables.Model.LongestFrame), bench.Options);
        var run = new ContextRun(device, tenant.Monitor.State.Words);
        Add(save, $"context save, {what}", sampler.Take(run.Save), run.SaveAccesses, run.SaveNs);
        run.Forget();
        Add(restore, $"context restore, {what}", sampler.Take(run.Restore), run.RestoreAccesses, run.RestoreNs);
    }

    private void MeasureSwitch(string id, string what, Tenant one, Tenant other)
    {
        if (!bench.TryGive(one))
            return;
        var totals = bench.Multiplexer.Handoffs;
        var (count, accesses, movedNs) = (totals.Count, totals.Accesses, totals.MoveNs + totals.DrainNs);
        var sample = sampler.Take(operations => Switch(one, other, operations));
        var done = totals.Count - count;
        Add(id, $"device context switch, {what}", sample, (double)(totals.Accesses - accesses) / done, (double)(totals.MoveNs + totals.DrainNs - movedNs) / done);
    }

    private Work Switch(Tenant one, Tenant other, long operations)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0L; i < operations; i++)
            if (!bench.TryGive(bench.Multiplexer.Owner == one ? other : one))
                return default;
        return new Work(Stopwatch.GetTimestamp() - began, operations);
    }

    private void Add(string id, string title, CostSample? sample, double? accesses, double deviceNs)
    {
        if (sample is { } taken)
            rows.Add(new CostRow(id, title, taken) { Accesses = accesses, DeviceNs = hasTimeOfItsOwn ? deviceNs : null });
    }
}
