namespace Vpio.Bench;

/// <summary>Finds the files of this project from wherever a benchmark is run.</summary>
internal static class Repository
{
    /// <summary>The path of a file, given as it is seen from the solution.</summary>
    public static string PathOf(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Vpio.sln")))
                return Path.Combine(folder.FullName, file);
        throw new DirectoryNotFoundException($"no folder above {AppContext.BaseDirectory} holds Vpio.sln");
    }
}
