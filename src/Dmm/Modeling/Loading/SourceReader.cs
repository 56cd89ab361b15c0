using Dmm.Modeling.Model;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Reads the names of documents, and finds which of them are cited. What a <c>source</c> says is free text; a name in it counts.</summary>
internal static class SourceReader
{
    public static List<SourceInfo> Read(YamlMapping root)
    {
        if (root["sources"] is not YamlMapping { Entries: var declared })
            return [];
        var cited = new HashSet<string>(StringComparer.Ordinal);
        AddWords(root, cited);
        return [.. declared.Select(entry => new SourceInfo(entry.Key.Text, cited.Contains(entry.Key.Text), entry.Key.Location))];
    }

    private static void AddWords(YamlNode node, HashSet<string> words)
    {
        foreach (var item in (node as YamlSequence)?.Items ?? [])
            AddWords(item, words);
        foreach (var (key, value) in (node as YamlMapping)?.Entries ?? [])
        {
            if (key.Text == "source" && value is YamlScalar text)
                AddWords(text.Text, words);
            else
                AddWords(value, words);
        }
    }

    private static void AddWords(string text, HashSet<string> words)
    {
        for (int start = 0, end = 0; start < text.Length; start = ++end)
        {
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
                end++;
            if (end > start)
                words.Add(text[start..end]);
        }
    }
}
