using System.Text;
using Vpio.Input;

namespace Vpio.Output;

/// <summary>Writes a file that a user named.</summary>
internal static class OutputFile
{
    /// <summary>Writes all of it; what cannot be written ends the verb.</summary>
    public static void Write(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"the file '{path}' cannot be written: {Reason(fault)}");
        }
    }

    private static string Reason(Exception fault) => fault is DirectoryNotFoundException ? "there is no such folder" : ModelFile.Reason(fault);
}
