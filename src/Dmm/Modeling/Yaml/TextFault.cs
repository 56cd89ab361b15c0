using System.Text.Unicode;

namespace Dmm.Modeling.Yaml;

/// <summary>Finds characters that no text file should hold.</summary>
/// <remarks>Among them are the line breaks that YAML 1.1 knew beside LF and CR: with them a line has another number for the parser than for an editor. So are the
/// controls of bidirectional text (Unicode, UAX 9), with which a line is shown in another order than it is read.</remarks>
internal static class TextFault
{
    private const string Cure = "save the file as UTF-8 text without control characters";

    /// <summary>A file that is no text at all has them everywhere.</summary>
    private const int MostReported = 10;

    /// <summary>Reports the first such character of each line; true if there is any.</summary>
    public static bool Find(SourceText source, ReadOnlySpan<byte> bytes, Report report)
    {
        var isUtf8 = Utf8.IsValid(bytes);
        var found = 0;
        for (var i = 0; i < source.Text.Length && found < MostReported; i++)
        {
            if (!IsBad(source.Text[i]))
                continue;
            found++;
            var what = source.Text[i] == '\uFFFD' && !isUtf8 ? "these bytes are not UTF-8" : $"the character U+{(int)source.Text[i]:X4} cannot stand in a model";
            report.Error(DiagnosticCodes.NotText, source.At(i), YamlPath.Root, what, Cure);
            i = source.EndOfLine(i);
        }
        return found > 0;
    }

    private static bool IsBad(char c) =>
        c is (< ' ' and not ('\t' or '\n' or '\r')) or (>= '\u007F' and <= '\u009F') or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF' or '\uFFFD' or '\uFFFE' or '\uFFFF';
}
