namespace Dmm.Tests.Tracing;

/// <summary>Finds files of the repository from wherever the tests were built to.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>A recording in traces/.</summary>
    public static string Recording(string name) => Path("traces", name + ".qemu.log.gz");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Vpio.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"Vpio.sln is in no folder above {AppContext.BaseDirectory}");
    }
}
