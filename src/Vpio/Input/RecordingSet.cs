using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary>The recordings that a user named: files, folders and patterns.</summary>
/// <param name="Paths">Each file once, in the order of their names.</param>
/// <param name="Others">Files of folders that are no recordings.</param>
internal sealed record RecordingSet(IReadOnlyList<string> Paths, IReadOnlyList<string> Others)
{
    /// <summary>Whether more than one recording may be meant.</summary>
    public static bool AreSeveral(IReadOnlyCollection<string> names) => names.Count > 1 || names.Any(name => Directory.Exists(name) || NamedFiles.IsPattern(name));

    /// <summary>The files that names stand for, in the order of the names; one that is named twice is there twice.</summary>
    public static IReadOnlyList<string> InOrder(IEnumerable<string> names) => [.. names.SelectMany(name => AreSeveral([name]) ? Of([name]).Paths : [name])];

    /// <summary>Finds them. In a pattern <c>*</c> stands for any letters of a name and <c>**</c> for folders at any depth.</summary>
    public static RecordingSet Of(IEnumerable<string> names)
    {
        var (paths, others) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var name in names)
            if (Directory.Exists(name))
                foreach (var file in NamedFiles.InFolder(name))
                    (FileGuess.IsRecording(FileGuess.Beginning(file)) ? paths : others).Add(file);
            else
                paths.UnionWith(NamedFiles.IsPattern(name) ? NamedFiles.Like(name) : [name]);
        if (paths.Count == 0)
            throw new InputException($"no recording is there: of {string.Join(", ", names)} no file is one");
        return new([.. paths], [.. others]);
    }
}
