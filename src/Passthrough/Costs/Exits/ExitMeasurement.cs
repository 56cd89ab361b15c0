using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Tracing;
using Passthrough.Devices.Vfio;

namespace Passthrough.Costs.Exits;

/// <summary>Counts how often a driver leaves its guest, by the pages of registers that are mapped into the guest.</summary>
/// <remarks>
/// A guest of KVM makes the accesses of a recorded driver, several times on the same registers: with no page mapped, with those that the hook plan leaves
/// free, and with all. The counts are KVM's own. Ports are exits always, for KVM has no way to let one through.
/// </remarks>
/// <param name="tables">The model and its hooks.</param>
/// <param name="accesses">What the driver did.</param>
/// <param name="options">Where it is done.</param>
public sealed class ExitMeasurement(MonitorTables tables, IReadOnlyList<TraceEvent> accesses, ExitOptions options)
{
    /// <summary>The row with every register hooked.</summary>
    public const string Everything = "all";

    /// <summary>The row with the pages mapped that may be mapped.</summary>
    public const string ByPlan = "plan";

    /// <summary>The row with the pages mapped that hold no hooked register, whatever else is in them.</summary>
    public const string HooksAlone = "hooks";

    /// <summary>The row with nothing hooked.</summary>
    public const string Nothing = "none";

    private const int MostAgain = 1_000;

    private readonly RegisterPlaces places = new(tables.Model, accesses);
    private uint[] expected = [];

    /// <summary>Measures.</summary>
    public ExitReport Run()
    {
        var report = new ExitReport { Accesses = accesses.Count, Reads = accesses.Count(access => access.Kind == TraceEventKind.Read) };
        if (!places.InMemory.Any())
            return report with { Remark = "this driver reaches its registers by ports, and KVM lets no port through: each access is an exit, hooked or not" };
        if (places.Problem is { } unfit)
            return report with { Problem = unfit };
        using var registers = Open(out var problem);
        var rows = new List<ExitRow>();
        foreach (var (id, title, choose) in Plan())
            if (problem is null && Measure(id, title, choose, registers!, out problem) is { } row)
                rows.Add(row);
        return report with { Rows = rows, Problem = problem };
    }

    private IRegisterMemory? Open(out string? problem) =>
        options.Card is { } card ? VfioCard.TryOpen(card, out problem) : StandInRegisters.TryMake(places.Sizes, out problem);

    private IEnumerable<(string Id, string Title, Func<RegionPlace, int, PageAccess[]> Choose)> Plan() =>
    [
        (Everything, "everything", (_, pages) => new PageAccess[pages]),
        (ByPlan, "by the plan", (place, pages) => DirectPages.Of(tables, place.Region, pages)),
        (HooksAlone, "hooks alone, unsafe", (place, pages) => DirectPages.WithoutHook(tables, place.Region, pages)),
        (Nothing, "nothing", (_, pages) => [.. Enumerable.Repeat(PageAccess.Both, pages)]),
    ];

    private ExitRow? Measure(string id, string title, Func<RegionPlace, int, PageAccess[]> choose, IRegisterMemory registers, out string? problem)
    {
        problem = registers.Reset() is { } why ? $"the card could not be reset: {why}" : null;
        if (problem is not null || ReplayGuest.TryCreate(options.KvmPath, places, registers, out problem) is not { } made)
            return null;
        using var guest = made;
        var (pages, read, written) = (0, 0, 0);
        foreach (var place in places.InMemory)
        {
            var chosen = choose(place, place.Bytes / (int)HookPlan.PageBytes);
            problem ??= guest.TryMap(place, chosen);
            pages += chosen.Length;
            read += chosen.Count(page => page != PageAccess.None);
            written += chosen.Count(page => page == PageAccess.Both);
        }
        var values = new uint[accesses.Count];
        problem ??= guest.Run(accesses, values);
        if (problem is not null)
            return null;
        if (expected.Length == 0)
            expected = values;
        var row = new ExitRow(id, title, pages, read, written, guest.Counters.MemoryExits, guest.Counters.PortExits, guest.Counters.AllExits, Alike(values));
        problem = FindLeftMapped(guest);
        return problem is null ? row : null;
    }

    /// <summary>Takes the pages away, as a hand-off would, and lets the guest reach for them once more: each access must be an exit then.</summary>
    private string? FindLeftMapped(ReplayGuest guest)
    {
        guest.UnmapAll();
        var again = accesses.Take(MostAgain).ToList();
        var (wanted, before) = (again.Count(access => !places.Of(access.Region).IsPort), guest.Counters.MemoryExits);
        var problem = guest.Run(again, new uint[again.Count]);
        var counted = guest.Counters.MemoryExits - before;
        return problem ?? (counted == wanted ? null : $"of {wanted} accesses to pages that were taken away, {counted} were exits: this KVM must not be used");
    }

    private long Alike(uint[] values) => accesses.Where((access, i) => access.Kind == TraceEventKind.Read && values[i] == expected[i]).LongCount();
}
