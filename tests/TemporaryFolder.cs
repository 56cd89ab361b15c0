using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Vpio.Testing;

/// <summary>
/// The one temporary folder of a test process and of all processes that it starts. It goes with the process, so a test need not clean up after
/// itself, and one that fails leaves nothing either. Compiled into each test project.
/// </summary>
internal static class TemporaryFolder
{
    private const string Prefix = "vpio-";

    /// <summary>Its path, which <see cref="System.IO.Path.GetTempPath"/> gives from the beginning on.</summary>
    public static string Path { get; private set; } = "";

    [ModuleInitializer]
    internal static void Make()
    {
        var parent = System.IO.Path.GetTempPath();
        RemoveThoseOfTheDead(parent);
        Path = System.IO.Path.Combine(parent, Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(Path);
        Environment.SetEnvironmentVariable(OperatingSystem.IsWindows() ? "TMP" : "TMPDIR", Path);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(Path);
    }

    /// <summary>Removes folders of processes that were killed and could not do so themselves.</summary>
    internal static void RemoveThoseOfTheDead(string parent)
    {
        foreach (var folder in Directory.GetDirectories(parent, Prefix + "*"))
            if (int.TryParse(System.IO.Path.GetFileName(folder)[Prefix.Length..], CultureInfo.InvariantCulture, out var id) && !IsAlive(id))
                Remove(folder);
    }

    // What cannot be removed now, because a process that a test started still writes there, is removed by the next run.
    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"'{folder}' is left: {fault.Message}");
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
