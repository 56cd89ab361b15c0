using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Binds the live parts of on-card memory.</summary>
internal static class LiveBinder
{
    public static void Bind(Binding binding)
    {
        foreach (var (key, value) in binding.Section("live"))
        {
            if (Bind(binding, key, (YamlMapping)value) is { } live)
                binding.Live.Add(key.Text, live);
            else
                binding.Break(key.Text);
        }
    }

    /// <summary>Where a range wraps, or null.</summary>
    public static WrapInfo? BindWrap(Binding binding, YamlMapping entry)
    {
        if (entry["wraps"] is not YamlMapping wraps)
            return null;
        var at = binding.Compile(wraps, "at", ExpressionType.Int);
        var to = binding.Compile(wraps, "to", ExpressionType.Int);
        return at is null || to is null ? null : new WrapInfo(at, to);
    }

    private static LiveInfo? Bind(Binding binding, YamlScalar key, YamlMapping entry)
    {
        var isSet = entry["set"] is not null;
        if (isSet == (entry["from"] is not null) || entry["from"] is null != entry["to"] is null)
        {
            binding.Report.Error(DiagnosticCodes.WrongChoice, key, "a live part is either a 'set' or a range with 'from' and 'to'", "'set: NAME' for pages that effects keep; 'from' and 'to' for addresses");
            return null;
        }
        if (isSet)
            return binding.TryFind(entry.Scalar("set")!, NameKind.Set, binding.Sets, out var set)
                ? new LiveInfo(key.Text, set, null, null, null, key.Location) : null;
        var from = binding.Compile(entry, "from", ExpressionType.Int);
        var to = binding.Compile(entry, "to", ExpressionType.Int);
        var wraps = BindWrap(binding, entry);
        return from is null || to is null ? null : new LiveInfo(key.Text, null, from, to, wraps, key.Location);
    }
}
