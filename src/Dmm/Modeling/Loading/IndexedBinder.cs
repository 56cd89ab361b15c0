using Dmm.Modeling.Grammar;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Checks registers behind an index and a data register. They are not executed by this version.</summary>
internal static class IndexedBinder
{
    /// <summary>Checks that the registers that the pairs name are there.</summary>
    public static void Check(Binding binding)
    {
        foreach (var (_, value) in binding.Section("indexed"))
        {
            var entry = (YamlMapping)value;
            PagingBinder.FindField(binding, entry.Scalar("index")!);
            foreach (var data in entry.Scalars("data"))
                binding.TryFind(data, NameKind.Register, binding.Registers, out _);
        }
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
