using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds how a queue in memory comes back from the device, and where the device finds a copy of it.</summary>
internal static class QueueBinder
{
    private const string Place = "place", Length = "length";

    /// <summary>Binds <c>returns</c>, <c>copy</c> and <c>silent</c>; null, perhaps with diagnostics, where they are not said.</summary>
    public static QueueInfo? Bind(Binding binding, YamlMapping entry, YamlScalar key, IReadOnlyList<EntryFieldInfo> fields)
    {
        if (entry["returns"] is not YamlMapping returns)
            return Stray(binding, entry, "copy", "returns") ?? Stray(binding, entry, "silent", "returns");
        if (entry["tail"] is not YamlMapping)
            return Refuse(binding, entry.KeyOf("returns")!, "entries come back to a ring whose 'tail' is a word in memory, and this one has none", "take it away, or correct 'tail'");
        if (entry["copy"] is null)
            return Refuse(binding, entry.KeyOf("returns")!, "no register says where the device finds a copy of this queue", "write 'copy: [{ register: BASE, as: place }]'");
        var isFound = DescriptorBinder.TryFindVariable(binding, returns.Scalar("head")!, out var head);
        var (counter, @base) = (DescriptorBinder.BindCounter(binding, returns), binding.Compile(returns, "base", ExpressionType.Int));
        var layout = (YamlMapping)returns["entry"]!;
        if (EntryFieldBinder.Bind(binding, layout) is not { } back || !binding.TryTakeWords(key, 1, out var place))
            return null;
        var id = back.FirstOrDefault(field => fields.Any(own => own.Name == field.Name));
        if (id is null || back.FirstOrDefault(field => field.Name == Length) is not { } length || back.Concat(fields).Any(field => field.Shift != 0))
            return Refuse(binding, layout, $"what comes back says by a field named as that of the ring which entry it is, and by '{Length}' how much was written, both in whole words", "name the fields so");
        binding.Local[Place] = Symbol.Variable(place, 64);
        var copy = new List<WidenedInfo>();
        foreach (var each in entry["copy"].Mappings())
            if (binding.Compile(each, "as", ExpressionType.Int) is { } value && binding.TryRegister(each, "register", out var register))
                copy.Add(new WidenedInfo(register, value, each.Location));
        binding.Local.Remove(Place);
        var silent = entry["silent"] is YamlMapping word && binding.Compile(word, "at", ExpressionType.Int) is { } at && binding.Compile(word, "to", ExpressionType.Int) is { } to
            ? new SilentInfo(at, (int)word.Number("size")!.Value, to) : null;
        return isFound && counter is not null && @base is not null && copy.Count == entry["copy"].Mappings().Count() && (silent is null) == (entry["silent"] is null)
            ? new QueueInfo(head!, counter, @base, (int)layout.Number("size")!.Value, id, length, fields.First(own => own.Name == id.Name), copy, place, silent) : null;
    }

    private static QueueInfo? Stray(Binding binding, YamlMapping entry, string name, string with) =>
        entry.KeyOf(name) is { } stray ? Refuse(binding, stray, $"'{name}' goes with '{with}', and there is none", "take it away, or say how entries come back") : null;

    private static QueueInfo? Refuse(Binding binding, YamlNode where, string message, string cure)
    {
        binding.Report.Error(DiagnosticCodes.WrongChoice, where, message, cure);
        return null;
    }
}
