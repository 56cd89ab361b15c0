using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary>The models that a user named: files, folders and patterns.</summary>
internal static class ModelSet
{
    private static readonly string[] Endings = [".yaml", ".yml"];

    /// <summary>The files, in the order of the names; those of a folder or pattern by their own names.</summary>
    /// <remarks>Of a folder those are models that say so in a line <c>model:</c>, however wrong the rest of them is.</remarks>
    public static IReadOnlyList<string> Of(IEnumerable<string> names) => [.. names.SelectMany(Files)];

    private static IReadOnlyList<string> Files(string name)
    {
        if (!Directory.Exists(name))
            return NamedFiles.IsPattern(name) ? [.. NamedFiles.Like(name).Order(StringComparer.Ordinal)] : [name];
        string[] models = [.. NamedFiles.InFolder(name).Where(IsModel).Order(StringComparer.Ordinal)];
        return models.Length > 0 ? models : throw new InputException($"no model is there: of '{name}' no file (.yaml, .yml) is one");
    }

    private static bool IsModel(string path) =>
        Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) && FileGuess.NamesModel(FileGuess.Beginning(path));
}
