namespace Vpio.Tests.Corpora;

/// <summary>Results of parts of some work, in files.</summary>
internal sealed class Results : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    /// <summary>Where they are.</summary>
    public string Folder => folder.FullName;

    /// <summary>The path of a file.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Does all parts, one after the other.</summary>
    /// <param name="parts">How many there are.</param>
    /// <param name="command">The verb, without <c>--shard</c> and <c>--json</c>.</param>
    /// <returns>The files, the last part first: their order must not matter.</returns>
    public string[] Of(int parts, params string[] command) =>
        [.. Enumerable.Range(1, parts).Select(part => Write($"{part}.json", CommandLine.Run([.. command, "--json", "--shard", $"{part}/{parts}"]).Output)).Reverse()];

    /// <summary>Writes a file.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
