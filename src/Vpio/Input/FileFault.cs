namespace Vpio.Input;

/// <summary>Why a file could not be read or written, in a few words.</summary>
internal static class FileFault
{
    /// <summary>Why it could not be read.</summary>
    public static string OfReading(Exception fault, string path, string like = "NAME") => Common(fault, path, like) ?? fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "you may not read it",
        _ => fault.Message,
    };

    /// <summary>Why it could not be written.</summary>
    public static string OfWriting(Exception fault, string path) => Common(fault, path, "NAME") ?? fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException => "you may not write it",
        _ => fault.Message,
    };

    private static string? Common(Exception fault, string path, string like) =>
        fault is ArgumentException ? "the name is empty"
        : Directory.Exists(path) ? $"it is a folder: name a file, like {Path.Combine(path, like)}"
        : null;
}
