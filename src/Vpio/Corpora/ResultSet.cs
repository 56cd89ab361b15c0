using Vpio.Outcomes;

namespace Vpio.Corpora;

/// <summary>The results of all parts of one work, in their order: each once, and none missing.</summary>
internal static class ResultSet
{
    private const int Named = 5;

    /// <summary>Opens the files.</summary>
    public static IReadOnlyList<ResultFile> Open(IEnumerable<string> paths)
    {
        var files = paths.Select(ResultFile.Open).OrderBy(file => file.Shard.Number).ToList();
        var of = files[0].Shard.Of;
        if (files.Find(file => file.Shard.Of != of) is { } other)
            throw new InputException($"'{files[0].Path}' is part {files[0].Shard} and '{other.Path}' part {other.Shard}: these are parts of two works");
        if (files.Find(file => (file.Whole is null) != (files[0].Whole is null)) is { } unlike)
            throw new InputException($"'{files[0].Path}' and '{unlike.Path}' are results of two verbs");
        foreach (var same in files.GroupBy(file => file.Shard).Where(group => group.Count() > 1))
            throw new InputException($"part {same.Key} is there twice: {string.Join(" and ", same.Select(file => $"'{file.Path}'"))}");
        var missing = Enumerable.Range(1, of).Except(files.Select(file => file.Shard.Number)).Select(number => $"{number}/{of}").ToList();
        return missing.Count == 0 ? files
            : throw new InputException($"{missing.Count} of {of} parts are missing: {string.Join(", ", missing.Take(Named))}{(missing.Count > Named ? ", ..." : "")}");
    }

    /// <summary>Ends the verb when parts were made of different things.</summary>
    /// <param name="what">What must be the same, for the message.</param>
    /// <param name="one">A part, and what it was made of.</param>
    /// <param name="other">Another.</param>
    public static void MustAgree(string what, (string Path, string? Value) one, (string Path, string? Value) other)
    {
        if (one.Value != other.Value)
            throw new InputException($"'{one.Path}' and '{other.Path}' differ in {what}: '{one.Value}' and '{other.Value}'; parts of one work have the same");
    }
}
