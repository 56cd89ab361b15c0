using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds descriptor structures.</summary>
internal static class DescriptorBinder
{
    /// <summary>A walk knows structures as the bits of one word, and each has copies in the memory of the monitor.</summary>
    private const int Max = 16;

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

    private static DescriptorInfo? Bind(Binding binding, YamlScalar key, YamlMapping entry)
    {
        var kind = DescriptorKeys.KindOf(entry);
        var isWhole = DescriptorKeys.Check(binding, entry);
        DescriptorInfo? parent = null;
        if (entry.Scalar("of") is { } of && !binding.TryFind(of, NameKind.Descriptors, binding.Descriptors, out parent))
            return null;
        if (parent is not null)
            EntryScope.Enter(binding, parent);
        var where = parent is null ? null : binding.Compile(entry, "where", ExpressionType.Bool);
        var @base = binding.Compile(entry, "base", ExpressionType.Int);
        var entries = binding.Compile(entry, "entries", ExpressionType.Int);
        var tail = binding.Compile(entry, "tail", ExpressionType.Int);
        var counter = BindCounter(binding, entry);
        var @while = binding.Compile(entry, "while", ExpressionType.Bool);
        VariableInfo? head = null;
        if (entry.Scalar("head") is { } name && !TryFindVariable(binding, name, out head))
            isWhole = false;
        RegisterInfo? shownIn = null;
        if (entry.Scalar("shown_in") is { } shown && !binding.TryFind(shown, NameKind.Register, binding.Registers, out shownIn))
            isWhole = false;
        if (LayoutOf(binding, entry) is not { } layout || EntryFieldBinder.Bind(binding, layout) is not { } fields || !binding.TryTakeWords(key, 1, out var here))
            return null;
        isWhole &= DescriptorKeys.CheckSize(binding, entry, layout.Number("size")!.Value);
        EntryScope.Enter(binding, key.Text, parent, fields, here);
        var next = binding.Compile(entry, "next", ExpressionType.Int);
        var (last, owned) = (binding.Compile(entry, "last", ExpressionType.Bool), binding.Compile(entry, "owned", ExpressionType.Bool));
        var (lastOfRing, frame) = (binding.Compile(entry, "last_of_ring", ExpressionType.Bool), binding.Compile(entry, "frame", ExpressionType.Bool));
        var filled = binding.Compile(entry, "filled", ExpressionType.Bool);
        var remembered = BindRemembered(binding, entry);
        isWhole &= TryFindFlag(binding, entry, fields, out var done);
        var queue = QueueBinder.Bind(binding, entry, key, fields);
        isWhole &= (queue is null) == (entry["returns"] is null);
        isWhole &= (counter is null) == (entry["tail"] is not YamlMapping) && (where is null) == (entry["where"] is null) && (entries is null) == (entry["entries"] is null)
            && (next is null) == (entry["next"] is null) && (last is null) == (entry["last"] is null) && (tail is null) == (entry["tail"] is not YamlScalar);
        if (!isWhole || @base is null)
            return null;
        return new DescriptorInfo
        {
            Name = key.Text, Index = binding.Descriptors.Count, Kind = kind, Parent = parent, Where = where, Base = @base, Entries = entries, Head = head, Tail = tail,
            Counter = counter, Queue = queue, Next = next, Last = last, Owned = owned, LastOfRing = lastOfRing, Frame = frame, Filled = filled, Bound = (int)(entry.Number("bound") ?? 1), HereWord = here,
            EntrySize = (int)layout.Number("size")!.Value, Fields = fields, IsFetchedAnytime = entry.Text("fetched") == "anytime", While = @while, ShownIn = shownIn,
            Remembered = remembered, Done = done, Location = key.Location,
        };
    }

    /// <summary>The field of one bit that 'done' names.</summary>
    private static bool TryFindFlag(Binding binding, YamlMapping entry, IReadOnlyList<EntryFieldInfo> fields, out EntryFieldInfo? flag)
    {
        flag = null;
        if (entry.Scalar("done") is not { } name)
            return true;
        flag = fields.FirstOrDefault(field => field.Name == name.Text && field.Mask == 1);
        if (flag is null)
            binding.Report.Error(DiagnosticCodes.WrongChoice, name, $"'{name.Text}' is no field of one bit of the entry", "name the bit that the device sets when it has done an entry");
        return flag is not null;
    }

    /// <summary>The word in memory that 'tail' names; null where it is no word.</summary>
    internal static MemoryWordInfo? BindCounter(Binding binding, YamlMapping entry) =>
        entry["tail"] is YamlMapping word && binding.Compile(word, "at", ExpressionType.Int) is { } at ? new MemoryWordInfo(at, (int)word.Number("size")!.Value) : null;

    /// <summary>The layout of a structure's entries, which may stand at another structure; null, with a diagnostic, when it cannot be found.</summary>
    private static YamlMapping? LayoutOf(Binding binding, YamlMapping entry)
    {
        if (entry["entry"] is YamlMapping own)
            return own;
        var name = entry.Scalar("entry")!;
        var others = binding.Section("descriptors").ToDictionary(each => each.Key.Text, each => (YamlMapping)each.Value, StringComparer.Ordinal);
        if (!binding.TryFind(name, NameKind.Descriptors, others, out var other))
            return null;
        if (other["entry"] is YamlMapping shared)
            return shared;
        binding.Report.Error(DiagnosticCodes.WrongChoice, name, $"'{name.Text}' has no layout of its own", "name the structure at which 'size' and 'fields' stand");
        return null;
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
}
