namespace Dmm.Modeling.Model;

/// <summary>The bytes of an entry that a model looks at: those of the fields that something is computed from, now or, where they are kept, later.</summary>
/// <remarks>What is kept for procedures alone, which restore it, judges nothing.</remarks>
internal static class EntryBytes
{
    /// <summary>They, as ranges that do not touch, in ascending order.</summary>
    /// <param name="model">The model.</param>
    /// <param name="structure">One of its structures.</param>
    public static IReadOnlyList<(int At, int Count)> Needed(DeviceModel model, DescriptorInfo structure)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(structure);
        var words = model.Descriptors.SelectMany(each => each.Expressions).SelectMany(expression => expression.References)
            .Concat(model.Checks.Where(check => check.Walk is not null).SelectMany(check => check.References))
            .Select(reference => reference.Word).ToHashSet();
        var isNeeded = new bool[structure.EntrySize + 1];
        words.UnionWith(model.Rules.SelectMany(rule => rule.Guard.References.Concat(rule.Effects.SelectMany(effect => effect.Value.References)))
            .Concat(model.Checks.SelectMany(check => check.References)).Concat(model.Conditions.SelectMany(condition => condition.Holds.References)).Select(reference => reference.Word));
        foreach (var field in structure.Fields.Where(field => words.Contains(field.Word) || (field.Keep is { } variable && words.Contains(variable.Word))))
            for (var i = 0; i < field.Size; i++)
                isNeeded[field.At + i] |= ((field.Mask << field.Shift) >> (8 * i) & 0xff) != 0;
        var ranges = new List<(int, int)>();
        for (var at = 0; at < structure.EntrySize; at++)
        {
            var first = at;
            while (isNeeded[at])
                at++;
            if (at > first)
                ranges.Add((first, at - first));
        }
        return ranges;
    }
}
