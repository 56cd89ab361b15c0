namespace Vpio.Testing;

/// <summary>Files of the repository, found from wherever the tests run. Compiled into each test project.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder that holds <c>Vpio.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The path of a file in the repository.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The path of a recording in <c>traces/</c>.</summary>
    public static string Recording(string name) => PathOf("traces", name + ".qemu.log.gz");

    /// <summary>The bytes of a file in the repository.</summary>
    public static byte[] Bytes(params string[] parts) => File.ReadAllBytes(PathOf(parts));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Vpio.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"no folder above {AppContext.BaseDirectory} holds Vpio.sln");
    }
}
