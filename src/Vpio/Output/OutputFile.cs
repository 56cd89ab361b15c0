using System.Text;
using Vpio.Input;
using Vpio.Outcomes;

namespace Vpio.Output;

/// <summary>Writes files that a user named; what cannot be written ends the verb.</summary>
internal static class OutputFile
{
    /// <summary>Ends the verb if a file is there already; before the work, which may be long.</summary>
    public static void MustBeFree(string path, bool force)
    {
        if (Directory.Exists(path))
            throw new InputException($"the file '{path}' cannot be written: {FileFault.OfWriting(new UnauthorizedAccessException(), path)}");
        if (!force && File.Exists(path))
            throw new InputException($"'{path}' is there already: name another under --output, or add --force to replace it");
    }

    /// <summary>Writes a text, in place of one that is there.</summary>
    public static void Write(string path, string text) => Write(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text), force: true);

    /// <summary>Writes a file as a whole.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes, bool force)
    {
        try
        {
            using var file = new FileStream(path, force ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
            file.Write(bytes);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"the file '{path}' cannot be written: {FileFault.OfWriting(fault, path)}");
        }
    }
}
