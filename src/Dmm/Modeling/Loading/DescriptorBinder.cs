using System.Numerics;
using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds descriptor structures.</summary>
internal static class DescriptorBinder
{
    /// <summary>The copies of all guests have a place in the 16 MiB of the monitor: 8 structures of 64 KiB for each of 16 guests.</summary>
    private const int Max = 8, MaxCopiedBytes = 1 << 20;

    public static void Bind(Binding binding)
    {
        foreach (var (key, value) in binding.Section("descriptors"))
        {
            if (binding.Descriptors.Count == Max)
                binding.Report.Error(DiagnosticCodes.TooLarge, key, $"there are more than {Max} descriptor structures", "describe those that the device reads");
            if (binding.Descriptors.Count < Max && Bind(binding, key, (YamlMapping)value) is { } structure)
                binding.Descriptors.Add(key.Text, structure);
            else
                binding.Break(key.Text);
            binding.Local.Clear();
        }
    }

    /// <summary>Makes the fields of a structure's entries known to the expressions that follow.</summary>
    public static void Enter(Binding binding, IEnumerable<EntryFieldInfo> fields)
    {
        foreach (var field in fields)
            binding.Local[field.Name] = Symbol.Variable(field.Word, 64 - BitOperations.LeadingZeroCount(field.Mask));
    }

    private static DescriptorInfo? Bind(Binding binding, YamlScalar key, YamlMapping entry)
    {
        var layout = (YamlMapping)entry["entry"]!;
        var kind = entry.Text("kind") switch { "ring" => DescriptorKind.Ring, "list" => DescriptorKind.List, _ => DescriptorKind.Block };
        var isWhole = CheckKeys(binding, entry, kind) & CheckSize(binding, entry, layout);
        var @base = binding.Compile(entry, "base", ExpressionType.Int);
        var entries = binding.Compile(entry, "entries", ExpressionType.Int);
        var tail = binding.Compile(entry, "tail", ExpressionType.Int);
        var @while = binding.Compile(entry, "while", ExpressionType.Bool);
        if (entry.KeyOf("while") is { } stray && entry.Text("fetched") != "anytime")
        {
            binding.Report.Error(DiagnosticCodes.WrongChoice, stray, "'while' tells when the device reads entries on its own account, and it does not", "take it away, or write 'fetched: anytime'");
            isWhole = false;
        }
        VariableInfo? head = null;
        if (entry.Scalar("head") is { } name && !TryFindVariable(binding, name, out head))
            isWhole = false;
        RegisterInfo? shownIn = null;
        if (entry.Scalar("shown_in") is { } shown && !binding.TryFind(shown, NameKind.Register, binding.Registers, out shownIn))
            isWhole = false;
        if (EntryFieldBinder.Bind(binding, layout, kind) is not { } fields)
            return null;
        Enter(binding, fields);
        var next = binding.Compile(entry, "next", ExpressionType.Int);
        var (last, owned) = (binding.Compile(entry, "last", ExpressionType.Bool), binding.Compile(entry, "owned", ExpressionType.Bool));
        var (lastOfRing, frame) = (binding.Compile(entry, "last_of_ring", ExpressionType.Bool), binding.Compile(entry, "frame", ExpressionType.Bool));
        var filled = binding.Compile(entry, "filled", ExpressionType.Bool);
        var remembered = BindRemembered(binding, entry);
        if (!isWhole || @base is null || (kind == DescriptorKind.Ring && (entries is null || head is null)) || (kind == DescriptorKind.List && (next is null || last is null)))
            return null;
        return new DescriptorInfo
        {
            Name = key.Text, Index = binding.Descriptors.Count, Kind = kind, Base = @base, Entries = entries, Head = head, Tail = tail, Next = next, Last = last,
            Owned = owned, LastOfRing = lastOfRing, Frame = frame, Filled = filled, Bound = BoundOf(entry), EntrySize = (int)layout.Number("size")!.Value,
            Fields = fields, IsFetchedAnytime = entry.Text("fetched") == "anytime", While = @while, ShownIn = shownIn, Remembered = remembered, Location = key.Location,
        };
    }

    private static List<RememberedInfo> BindRemembered(Binding binding, YamlMapping entry)
    {
        var remembered = new List<RememberedInfo>();
        foreach (var each in (entry["remember"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            var isFound = TryFindVariable(binding, each.Scalar("set")!, out var variable);
            var (value, where) = (binding.Compile(each, "to", ExpressionType.Int), binding.Compile(each, "where", ExpressionType.Bool));
            var unless = each["unless"] is YamlMapping range ? CheckBinder.BindRange(binding, range) : null;
            if (isFound && value is not null && (where is not null || each["where"] is null) && (unless is not null || each["unless"] is null))
                remembered.Add(new RememberedInfo(variable!, value, where, unless, each.Location));
        }
        return remembered;
    }

    /// <summary>The variable that a scalar names, or a diagnostic.</summary>
    public static bool TryFindVariable(Binding binding, YamlScalar name, out VariableInfo? variable) =>
        binding.TryFind(name, NameKind.Variable, binding.Variables, out variable);

    private static int BoundOf(YamlMapping entry) => (int)(entry.Number("bound") ?? 1);

    private static bool CheckKeys(Binding binding, YamlMapping entry, DescriptorKind kind)
    {
        var (needs, others) = kind switch
        {
            DescriptorKind.Ring => (new[] { "entries", "head", "bound" }, new[] { "next", "last" }),
            DescriptorKind.List => (["next", "last", "bound"], ["entries", "head", "tail", "last_of_ring"]),
            _ => ([], ["entries", "head", "tail", "last_of_ring", "next", "last"]),
        };
        var isFine = true;
        foreach (var name in needs.Where(name => entry[name] is null))
        {
            binding.Report.Error(DiagnosticCodes.MissingKey, entry.WhereMissing(name), $"a {entry.Text("kind")} needs '{name}'", "without it a walk does not know where to begin or end");
            isFine = false;
        }
        if (kind == DescriptorKind.Ring && entry["tail"] is null && entry["owned"] is null)
        {
            binding.Report.Error(DiagnosticCodes.MissingKey, entry.WhereMissing("tail"), "a ring needs 'tail' or 'owned'", "without one of them a walk does not know where to end");
            isFine = false;
        }
        foreach (var name in others)
            if (entry.KeyOf(name) is { } stray)
            {
                binding.Report.Error(DiagnosticCodes.WrongChoice, stray, $"a {entry.Text("kind")} has no '{name}'", "take it away, or correct 'kind'");
                isFine = false;
            }
        return isFine;
    }

    private static bool CheckSize(Binding binding, YamlMapping entry, YamlMapping layout)
    {
        var bytes = (ulong)BoundOf(entry) * layout.Number("size")!.Value;
        if (bytes <= MaxCopiedBytes)
            return true;
        binding.Report.Error(DiagnosticCodes.TooLarge, entry["bound"]!, $"a walk copies {bytes} bytes; {MaxCopiedBytes} are the most", "correct 'bound', or the size of an entry");
        return false;
    }
}
