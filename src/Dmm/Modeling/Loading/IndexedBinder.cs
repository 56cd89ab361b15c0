using Dmm.Modeling.Grammar;
using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Checks registers behind an index and a data register. They are not executed by this version.</summary>
internal static class IndexedBinder
{
    /// <summary>The pairs, after a look whether the registers that they name are there.</summary>
    public static List<IndexedInfo> Bind(Binding binding)
    {
        var pairs = new List<IndexedInfo>();
        foreach (var (key, value) in binding.Section("indexed"))
        {
            var entry = (YamlMapping)value;
            PagingBinder.FindField(binding, entry.Scalar("index")!);
            foreach (var data in entry.Scalars("data"))
                binding.TryFind(data, NameKind.Register, binding.Registers, out _);
            pairs.Add(new IndexedInfo(key.Text, key.Location));
        }
        return pairs;
    }

    /// <summary>Whether a place is one behind an index.</summary>
    public static bool IsIndexed(YamlScalar place) => place.Text.Contains('[', StringComparison.Ordinal);

    /// <summary>The pair and the index of a register, or null for one with a place of its own.</summary>
    public static (string, ulong)? Read(Binding binding, YamlMapping entry)
    {
        if (entry.Scalar("at") is not { } place || !IsIndexed(place))
            return null;
        var open = place.Text.IndexOf('[', StringComparison.Ordinal);
        var pair = place.Part(0, open);
        var pairs = binding.Section("indexed").ToDictionary(each => each.Key.Text, each => each.Value, StringComparer.Ordinal);
        if (binding.TryFind(pair, NameKind.Indexed, pairs, out _))
            binding.NotExecuted(place, "a register behind an index and a data register");
        return (pair.Text, Numbers.Parse(place.Text[(open + 1)..^1]));
    }
}
