using Microsoft.Extensions.FileSystemGlobbing;
using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary>Folders and patterns that a user gave in the place of files.</summary>
internal static class NamedFiles
{
    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.System };

    /// <summary>Whether a name is a pattern: <c>*</c> stands for any letters of a name and <c>**</c> for folders at any depth.</summary>
    public static bool IsPattern(string name) => name.Contains('*', StringComparison.Ordinal) && !File.Exists(name);

    /// <summary>All files of a folder and of those in it.</summary>
    public static IReadOnlyList<string> InFolder(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", Deep)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the folder '{folder}' cannot be read: {fault.Message}");
        }
    }

    /// <summary>The files that a pattern stands for; at least one.</summary>
    public static IReadOnlyList<string> Like(string pattern)
    {
        var fixedPart = pattern[..(pattern.LastIndexOf('/', pattern.IndexOf('*', StringComparison.Ordinal)) + 1)]; // what is before the first part with a wildcard
        var matcher = new Matcher(StringComparison.Ordinal).AddInclude(pattern[fixedPart.Length..]);
        var root = fixedPart.Length == 0 ? "." : fixedPart;
        var found = Directory.Exists(root) ? matcher.GetResultsInFullPath(root).Select(path => fixedPart + Path.GetRelativePath(root, path)).ToList() : [];
        return found.Count > 0 ? found : throw new InputException($"no file is like '{pattern}'");
    }
}
