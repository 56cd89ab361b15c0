using Dmm.Expressions;
using Dmm.Modeling.Yaml;

namespace Dmm.Modeling.Loading;

/// <summary>Compiles expressions and reports their mistakes at their places in the file, those left out that follow from another.</summary>
internal static class ExpressionBinder
{
    private static readonly string[] Namespaces = ["registers", "variables", "machines"];

    /// <summary>The expression under a key; null when there is none, or when it has mistakes.</summary>
    public static CompiledExpression? Compile(this Binding binding, YamlMapping entry, string key, ExpressionType type) =>
        entry.Scalar(key) is { } scalar ? binding.Compile(scalar, type) : null;

    /// <summary>The expression in a scalar; null when it has mistakes.</summary>
    public static CompiledExpression? Compile(this Binding binding, YamlScalar scalar, ExpressionType type)
    {
        if (binding.Report.IsFull)
            return null;
        var result = ExpressionParser.Parse(scalar.Text, new ModelSymbols(binding), type);
        var own = result.Errors.Where(error => !IsAboutBroken(binding, scalar.Text, error)).ToList();
        if (own.Count < result.Errors.Count)
            own.RemoveAll(error => IsNamedValue(scalar.Text, error));
        foreach (var error in own)
            binding.Report.Error(error.Code, scalar.At(error.Offset), scalar.Path, error.Message, error.Cure);
        return result.Compiled;
    }

    private static bool IsAboutBroken(Binding binding, string text, ExpressionError error)
    {
        var offset = error.Offset;
        while (offset < text.Length && (text[offset] == '(' || char.IsWhiteSpace(text[offset])))
            offset++; // a name in parentheses is blamed together with them
        var name = NameAt(text, offset);
        var owner = offset > 0 && text[offset - 1] == '.' ? NameBefore(text, offset - 1) : "";
        if (name.Length > 0 && (binding.IsBroken(owner.Length == 0 ? name : $"{owner}.{name}") || (owner.Length > 0 && binding.IsBroken(owner))))
            return true;
        if (name == "frames" && binding.IsLost(name))
            return true;
        return error.Code is ExpressionErrorCodes.UnknownName or ExpressionErrorCodes.UnknownMember or ExpressionErrorCodes.StateTest
            && Namespaces.Any(binding.IsLost);
    }

    // Beside a field that is broken nobody knows the names of its values: CR.RD == read.
    private static bool IsNamedValue(string text, ExpressionError error)
    {
        if (error.Code != ExpressionErrorCodes.UnknownName)
            return false;
        var before = text.AsSpan(0, error.Offset).TrimEnd();
        var behind = text.AsSpan(error.Offset + NameAt(text, error.Offset).Length).TrimStart();
        return before.EndsWith("=") || before.EndsWith("<") || before.EndsWith(">") || before.EndsWith("{") || before.EndsWith(",") || before.EndsWith("..") || before.EndsWith(" in")
            || behind.StartsWith("==") || behind.StartsWith("!=") || behind.StartsWith("<") || behind.StartsWith(">");
    }

    private static string NameAt(string text, int offset)
    {
        var end = offset;
        while (end < text.Length && IsOfName(text[end]))
            end++;
        return text[offset..end];
    }

    private static string NameBefore(string text, int end)
    {
        var start = end;
        while (start > 0 && IsOfName(text[start - 1]))
            start--;
        return text[start..end];
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
