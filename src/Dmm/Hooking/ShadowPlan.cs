using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Hooking;

/// <summary>Where addresses of guest memory are given to a model's device, and what has to be put there instead.</summary>
/// <remarks>
/// There is no IOMMU on a commodity machine, and descriptors can be changed after they were checked. So the device gets copies of them in memory
/// of the monitor's own, and addresses as it sees them: in the registers that hold addresses, in the fields of entries that do, and in those by
/// which one structure names another.
/// </remarks>
public sealed class ShadowPlan
{
    private readonly AddressUse?[] registers;
    private readonly (EntryFieldInfo Field, AddressUse Use)[][] fields;
    private readonly bool[] isPlain, isPointer;
    private readonly ListPlan?[] lists;

    private ShadowPlan(DeviceModel model)
    {
        Model = model;
        registers = new AddressUse?[model.StateWords];
        fields = new (EntryFieldInfo, AddressUse)[model.Descriptors.Count][];
        isPlain = [.. model.Descriptors.Select(structure => structure.Parent is not null && !IsLookedInto(model, structure))];
        isPointer = new bool[model.StateWords];
        lists = new ListPlan?[model.Descriptors.Count];
        var problems = new List<(string, string)>();
        var ofFields = new Dictionary<int, AddressUse>();
        foreach (var pointer in model.Pointers)
            (registers[pointer.Register.Word], isPointer[pointer.Register.Word]) = (new AddressUse(0, null, []), true);
        foreach (var structure in model.Descriptors)
            PlanBase(structure, ofFields, problems);
        foreach (var check in model.Checks.Where(check => check.IsOfGuest && !IsOfList(check) && !IsOfQueue(check)))
            PlanAddress(check, ofFields, problems);
        Variables = [.. KeptAddresses()];
        foreach (var structure in model.Descriptors)
            fields[structure.Index] = [.. structure.Fields.Where(field => ofFields.ContainsKey(field.Word)).Select(field => (field, ofFields[field.Word]))];
        Problems = problems;
        Registers = [.. model.Registers.Where(register => registers[register.Word] is not null)];
    }

    /// <summary>What it is about.</summary>
    public DeviceModel Model { get; }

    /// <summary>Registers that hold another value in the device than the guest wrote.</summary>
    public IReadOnlyList<RegisterInfo> Registers { get; }

    /// <summary>What cannot be told to the device in another way, each with the name of its check or structure, and why.</summary>
    public IReadOnlyList<(string Name, string Why)> Problems { get; }

    /// <summary>Whether the device reaches guest memory at all.</summary>
    public bool IsNeeded => Registers.Count > 0 || Model.Descriptors.Count > 0;

    /// <summary>The plan of a model.</summary>
    public static ShadowPlan Of(DeviceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ShadowPlan(model);
    }

    /// <summary>Variables that rules give an address of guest memory, and which of their bits are that.</summary>
    internal IReadOnlyList<(VariableInfo Variable, ulong Mask)> Variables { get; }

    /// <summary>Whether a register means what the next command says, so that the device gets its value with that command only.</summary>
    internal bool IsPointer(RegisterInfo register) => isPointer[register.Word];

    /// <summary>How the copy of a list is made; null of other structures, and of a list that has none.</summary>
    internal ListPlan? ListOf(DescriptorInfo structure) => lists[structure.Index];

    /// <summary>Whether a register holds an address of guest memory.</summary>
    public bool Holds(RegisterInfo register)
    {
        ArgumentNullException.ThrowIfNull(register);
        return registers[register.Word] is not null;
    }

    /// <summary>Whether the device can be given a copy of a structure, so that it reads none that was not judged.</summary>
    internal bool HasCopy(DescriptorInfo structure) => structure.Parent is null && Problems.All(problem => problem.Name != structure.Name);

    internal AddressUse? UseOf(RegisterInfo register) => registers[register.Word];

    internal (EntryFieldInfo Field, AddressUse Use)[] FieldsOf(DescriptorInfo structure) => fields[structure.Index];

    /// <summary>The flag in the last entry of a ring, if one bit that is set there is all of it.</summary>
    internal static EntryFieldInfo? EndOfRing(DescriptorInfo structure)
    {
        if (structure.LastOfRing is not { } last || last.References.DistinctBy(reference => reference.Word).ToList() is not [{ Kind: SymbolKind.Word } reference])
            return null;
        var field = structure.Fields.FirstOrDefault(each => each.Word == reference.Word && each.Mask == 1);
        var words = new ulong[reference.Word + 1];
        if (field is null || last.Test(words, -1, 0))
            return null;
        words[field.Word] = 1;
        return last.Test(words, -1, 0) ? field : null;
    }

    private void PlanBase(DescriptorInfo structure, Dictionary<int, AddressUse> ofFields, List<(string, string)> problems)
    {
        if (structure == Model.Delivery?.Ring && structure.Kind == DescriptorKind.List)
            return; // the device has the monitor's own in its place
        if (lists[structure.Root.Index] is not null)
            return; // it goes into the copy of the list, with the entry that names it
        if (structure.Root.Queue is not null)
        {
            PlanQueue(structure, problems);
            return;
        }
        if (structure.Parent is not null && IsPlainMemory(structure))
            PlanNamed(structure, ofFields, problems);
        else if (structure.Parent is { } parent)
            problems.Add((structure.Name, $"each entry of '{parent.Name}' names another one, and a copy has one place"));
        else if (structure.Counter is not null)
            problems.Add((structure.Name, "the word that counts its entries lies beside them, and nothing says how they come back ('returns') and where the device finds a copy ('copy')"));
        else if (structure.Kind == DescriptorKind.List && ListPlan.WhyNone(Model, structure) is { } why)
            problems.Add((structure.Name, why));
        else if (structure.Kind == DescriptorKind.List)
        {
            lists[structure.Index] = new ListPlan(Model, structure);
            problems.AddRange(lists[structure.Index]!.Problems);
        }
        else if (structure.LastOfRing is { } last && structure.Entries is null && EndOfRing(structure) is null)
            problems.Add((structure.Name, $"which entry is its last ({last}) is computed, so no bit holds it that could be another in a copy"));
        else if (AddressUse.Of(structure.Base, Model.StateWords) is not var (word, mask))
            problems.Add((structure.Name, $"its base ({structure.Base}) is computed, so nothing holds it that could hold another address"));
        else if (Model.Registers.Any(register => register.Word == word))
            registers[word] = new AddressUse(mask, structure, []);
        else if (Model.Descriptors.SelectMany(each => each.Fields).FirstOrDefault(field => field.Keep?.Word == word) is { } field)
            ofFields[field.Word] = new AddressUse(mask, structure, []);
        else
            problems.Add((structure.Name, $"its base ({structure.Base}) is neither a register nor a field that is kept"));
    }

    /// <summary>A queue in memory goes to where registers say, with the chains that its entries name; what entries of chains name has no place.</summary>
    private void PlanQueue(DescriptorInfo structure, List<(string, string)> problems)
    {
        foreach (var each in structure.Queue?.Copy ?? [])
            registers[each.Register.Word] = new AddressUse(ulong.MaxValue, structure, []);
        if (structure.Queue is not null && Model.Descriptors.Where(each => each.Parent == structure).ToList() is not [{ Kind: DescriptorKind.List }])
            problems.Add((structure.Name, "its entries name something else than one chain each, and a copy has places for chains"));
    }

    /// <summary>A block of which nothing is judged is plain memory: where it lies was checked with the entry that names it, of which there is a copy.</summary>
    private void PlanNamed(DescriptorInfo structure, Dictionary<int, AddressUse> ofFields, List<(string, string)> problems)
    {
        if (AddressUse.Of(structure.Base, Model.StateWords) is not var (word, mask) || structure.Parent!.Fields.All(field => field.Word != word))
            problems.Add((structure.Name, $"its base ({structure.Base}) is computed, so nothing holds it that could hold another address"));
        else if (!ofFields.TryGetValue(word, out var known) || known.When.Count > 0)
            ofFields[word] = new AddressUse(mask, null, structure.Where is null ? [] : [.. known.When ?? [], structure.Where]);
    }

    /// <summary>Whether a structure that entries name is memory of which only the place is judged.</summary>
    internal bool IsPlainMemory(DescriptorInfo structure) => isPlain[structure.Index];

    /// <summary>Whether anything is judged by the fields of a structure's entries.</summary>
    private static bool IsLookedInto(DeviceModel model, DescriptorInfo structure)
    {
        var words = structure.Fields.Select(field => field.Word).ToHashSet();
        return model.Checks.SelectMany(check => check.References).Concat(model.Descriptors.SelectMany(each => each.Expressions).SelectMany(each => each.References))
            .Any(reference => words.Contains(reference.Word));
    }

    /// <summary>Whether a check is about bytes that go into the copy of a list with their entry, or about a list of which the device does not see the guest's.</summary>
    private bool IsOfList(CheckInfo check) => check.Walk is { } walk
        && (lists[walk.Root.Index]?.Has(check) == true || walk.Root.Kind == DescriptorKind.List && walk.Root == Model.Delivery?.Ring);

    /// <summary>Whether a check is about where a queue is, of which the device has a copy elsewhere.</summary>
    private bool IsOfQueue(CheckInfo check) => check.Walk is null && Model.Descriptors.Any(structure => structure.Queue?.IsWithin(check.Dma!.At) == true);

    /// <summary>The variables in which checks find addresses and that no entry gave.</summary>
    private IEnumerable<(VariableInfo, ulong)> KeptAddresses()
    {
        foreach (var check in Model.Pointers.Count == 0 ? [] : Model.Checks.Where(check => check.IsOfGuest))
            if (AddressUse.Of(check.Dma!.At, Model.StateWords) is var (word, mask) && Model.Variables.FirstOrDefault(variable => variable.Word == word) is { } variable
                && Model.Descriptors.SelectMany(each => each.Fields).All(field => field.Keep?.Word != word))
                yield return (variable, mask);
    }

    private void PlanAddress(CheckInfo check, Dictionary<int, AddressUse> ofFields, List<(string, string)> problems)
    {
        if (AddressUse.Of(check.Dma!.At, Model.StateWords) is not var (word, mask))
        {
            problems.Add((check.Name, $"its address ({check.Dma.At}) is computed, so nothing holds it that could hold another"));
            return;
        }
        var isRegister = Model.Registers.Any(register => register.Word == word);
        // The range of a structure itself begins where its copy does.
        if (isRegister)
            registers[word] ??= new AddressUse(mask, null, []);
        else if (check.Walk?.Fields.Any(field => field.Word == word) == true)
            ofFields[word] = !ofFields.TryGetValue(word, out var known) ? new AddressUse(mask, null, check.Where is null ? [] : [check.Where])
                : known with { When = known.When.Count == 0 || check.Where is null ? [] : [.. known.When, check.Where] };
        // A variable holds what a field gave it, and that field gets another address already.
    }
}
