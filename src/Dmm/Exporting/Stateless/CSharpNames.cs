namespace Dmm.Exporting.Stateless;

/// <summary>Gives names of a model to things of C#: <c>remote_dma</c> is <c>RemoteDma</c>. No two of one scope are the same.</summary>
/// <param name="taken">Names that the scope has already.</param>
internal sealed class CSharpNames(params string[] taken)
{
    private readonly HashSet<string> used = [.. taken];

    /// <summary>A name that nothing else of the scope has; it begins with a capital, so it is no keyword.</summary>
    public string Add(string name) => Unique(Pascal(name));

    /// <summary>A name of two parts, as of a field: <c>CR_TXP</c>.</summary>
    public string Add(string name, string part) => Unique($"{Pascal(name)}_{Pascal(part)}");

    private static string Pascal(string name)
    {
        var words = name.Split('_', StringSplitOptions.RemoveEmptyEntries);
        var pascal = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return pascal.Length == 0 || !char.IsAsciiLetter(pascal[0]) ? $"N{pascal}" : pascal;
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var number = 2; !used.Add(unique); number++)
            unique = $"{name}_{number}";
        return unique;
    }
}
