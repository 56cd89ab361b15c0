using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Hooking;

/// <summary>How the copy of a list is put together: which field links its entries, what the device reads after an entry, and what its entries name.</summary>
/// <remarks>
/// Everything follows from the list, its checks and the structures of its entries. Registers and variables count as 0 in it: the device is given
/// bases of 0 with the commands that take them (<see cref="PointerInfo"/>).
/// </remarks>
internal sealed class ListPlan
{
    /// <summary>Bytes of the place of one entry, with what stands behind it and what it names.</summary>
    public const int PlaceBytes = 0x1000;

    private readonly DeviceModel model;
    private readonly DescriptorInfo list;
    private readonly List<NamedPart> parts = [];
    private readonly List<BytesBehind> behind = [];
    private readonly List<(string, string)> problems = [];
    private readonly HashSet<CheckInfo> checks = [];

    /// <summary>The plan of a list that can have a copy.</summary>
    public ListPlan(DeviceModel model, DescriptorInfo list)
    {
        (this.model, this.list) = (model, list);
        Link = LinkOf(model, list)!;
        Ends = [.. list.Fields.Where(field => field.Mask == 1 && EndsWith(field))];
        foreach (var structure in model.Descriptors.Where(structure => structure.Parent is not null && structure.Root == list))
            PlanPart(structure);
        foreach (var check in model.Checks.Where(check => check.Dma is not null && check.Walk?.Root == list))
            PlanCheck(check);
    }

    /// <summary>The field with the address of the next entry.</summary>
    public EntryFieldInfo Link { get; }

    /// <summary>The flags each of which ends the list.</summary>
    public IReadOnlyList<EntryFieldInfo> Ends { get; }

    /// <summary>What entries name.</summary>
    public IReadOnlyList<NamedPart> Parts => parts;

    /// <summary>What the device reads after entries.</summary>
    public IReadOnlyList<BytesBehind> Behind => behind;

    /// <summary>What cannot go into a copy, each with the name of its structure or check, and why.</summary>
    public IReadOnlyList<(string Name, string Why)> Problems => problems;

    /// <summary>Why a list has no copy; null if it has one.</summary>
    public static string? WhyNone(DeviceModel model, DescriptorInfo list) =>
        list.IsFetchedAnytime ? "the device goes on in it by itself, so no access tells which entry of a copy it takes"
        : list.Done is null ? "nothing tells when the device has done an entry ('done'), so its place in a copy could not be used again"
        : list.Head is null ? "nothing keeps where it goes on ('head')"
        : LinkOf(model, list) is null ? $"what leads to the next entry ({list.Next}) is computed, so no field could lead to its place in a copy"
        : !model.Pointers.Any(pointer => pointer.Structure == list) ? "no command is known with which the device is given where it begins ('pointers')"
        : null;

    /// <summary>Whether a check is about bytes that go into the copy with their entry.</summary>
    public bool Has(CheckInfo check) => checks.Contains(check);

    private static EntryFieldInfo? LinkOf(DeviceModel model, DescriptorInfo list) =>
        AddressUse.Of(list.Next!, model.StateWords, word => list.Fields.Any(field => field.Word == word)) is var (word, mask)
        && list.Fields.First(field => field.Word == word) is { Shift: 0 } link && (link.Mask & ~mask) == 0 ? link : null;

    private bool EndsWith(EntryFieldInfo field)
    {
        var words = new ulong[model.StateWords];
        words[field.Word] = 1;
        return list.Last!.Test(words, -1, 0);
    }

    private void PlanPart(DescriptorInfo structure)
    {
        if (structure.Parent != list)
            problems.Add((structure.Name, $"entries of '{structure.Parent!.Name}' name it, and these are named themselves"));
        else if (structure.Kind == DescriptorKind.List)
            problems.Add((structure.Name, $"each entry of '{list.Name}' names a list, and a copy of that has no place"));
        else if (AddressUse.Behind(structure.Base, list.HereWord, model.StateWords, PlaceBytes) is { } distance)
            parts.Add(new NamedPart(structure, distance, null));
        else if (AddressUse.Of(structure.Base, model.StateWords) is (var word, uint.MaxValue or ulong.MaxValue) && list.Fields.FirstOrDefault(field => field.Word == word) is { Shift: 0 } field)
            parts.Add(new NamedPart(structure, null, field));
        else
            problems.Add((structure.Name, $"its base ({structure.Base}) is computed, so no field could lead to its place in a copy"));
    }

    private void PlanCheck(CheckInfo check)
    {
        var part = parts.FirstOrDefault(part => part.Structure == check.Walk);
        if (AddressUse.Behind(check.Dma!.At, check.Walk!.HereWord, model.StateWords, PlaceBytes) is not { } distance || (check.Walk != list && part?.Behind is null))
            return; // an address, which is translated
        checks.Add(check);
        var own = (part?.Structure.Fields ?? []).Select(field => field.Word).ToHashSet();
        if (check.Dma.Direction == DmaDirection.Write)
            problems.Add((check.Name, $"the device writes behind entries of '{list.Name}', and only what it reads there is copied"));
        else if (check.Dma.Length.References.Concat(check.Where?.References ?? []).Any(reference => own.Contains(reference.Word)))
            problems.Add((check.Name, $"how much it is depends on an entry of '{part!.Structure.Name}'"));
        else
            behind.Add(new BytesBehind(check, (part?.Behind ?? 0) + distance, part?.Structure.Where));
    }
}

/// <summary>A structure that entries of a list name.</summary>
/// <param name="Structure">The structure.</param>
/// <param name="Behind">Where it stands behind the entry; null when a field names it.</param>
/// <param name="Field">That field.</param>
internal sealed record NamedPart(DescriptorInfo Structure, int? Behind, EntryFieldInfo? Field);

/// <summary>Bytes that the device reads after an entry of a list.</summary>
/// <param name="Check">The check that approves them.</param>
/// <param name="At">Where they begin, from the start of the entry.</param>
/// <param name="Where">Of which entries; null for all.</param>
internal sealed record BytesBehind(CheckInfo Check, int At, CompiledExpression? Where);
