namespace Passthrough.Devices.Qemu;

/// <summary>Where a program lies.</summary>
/// <remarks>.NET looks in the application's and the current folder before PATH; a program must not be taken from there.</remarks>
internal static class ProgramPath
{
    /// <summary>The path of a program on PATH, or of one that was given by its path; null if there is none.</summary>
    public static string? Find(string program)
    {
        if (program.Contains('/', StringComparison.Ordinal))
            return File.Exists(program) ? Path.GetFullPath(program) : null;
        var folders = Environment.GetEnvironmentVariable("PATH") ?? "";
        return folders.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
    }
}
