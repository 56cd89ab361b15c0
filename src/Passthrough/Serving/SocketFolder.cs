namespace Passthrough.Serving;

/// <summary>A folder for sockets that nobody but this user can enter, so that nobody else attaches a guest.</summary>
internal static class SocketFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The folder that is used when none is named: below that of the user's session, or one of its own.</summary>
    public static string Usual() =>
        Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } session && Directory.Exists(session)
            ? Path.Combine(session, "vpio")
            : Path.Combine(Path.GetTempPath(), $"vpio-{Environment.UserName}");

    /// <summary>Makes the folder, or takes one that is there and closed to others.</summary>
    /// <returns>Why it cannot be used, and what to do about it; null if it can.</returns>
    public static string? TryOpen(string path)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
                return "guests can be served on Linux only";
            Directory.CreateDirectory(path, OwnerOnly);
            var folder = new DirectoryInfo(path);
            if (folder.LinkTarget is not null || File.GetUnixFileMode(path) != OwnerOnly)
                return $"the folder '{path}' is open to other users, or is a link: name another one with --sockets, or 'chmod 700' it";
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"the folder '{path}' for sockets cannot be made: {fault.Message}";
        }
    }
}
