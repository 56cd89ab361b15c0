using System.Text;
using Dmm.Modeling.Model;

namespace Dmm.Exporting.Stateless;

/// <summary>Writes a check as a predicate, with its reason as the comment.</summary>
internal sealed class CheckSource(CSharpModel names, CSharpExpression expressions, StringBuilder text)
{
    public void Write(CheckInfo check)
    {
        Line("");
        Line($"    /// <summary>{CSharpModel.Comment(check.Because.Length > 0 ? check.Because : check.Name)}</summary>");
        if (check.Walk is not null)
        {
            Line($"    public static bool {names.Of(check)}(DeviceContext c) => c.PassEntries({CSharpModel.Literal(check.Name)});");
            return;
        }
        if (check.Dma is not { } dma)
        {
            Line($"    public static bool {names.Of(check)}(DeviceContext c) => {expressions.Bool(check.Holds!)};");
            return;
        }
        Line($"    public static bool {names.Of(check)}(DeviceContext c)");
        Line("    {");
        Line($"        var at = {expressions.Number(dma.At)};");
        Line($"        var length = {expressions.Number(dma.Length)};");
        Line($"        if (length == 0)");
        Line($"            return {(dma.EmptyAllowed ? "true" : "false")};");
        if (dma.Wraps is { } wraps)
        {
            Line($"        var end = {expressions.Number(wraps.At)};");
            Line($"        var to = {expressions.Number(wraps.To)};");
            Line("        if (at < end && length > end - at && to < end)");
            Line($"            return ({Lies(dma, "at", "end - at")}) && ({Lies(dma, "to", "Math.Min(length - (end - at), end - to)")});");
        }
        Line($"        return {Lies(dma, "at", "length")};");
        Line("    }");
    }

    /// <summary>That a range lies in one of the windows, so that nothing wraps round.</summary>
    private static string Lies(DmaInfo dma, string at, string length) =>
        dma.Within.Count == 0 ? "false" : string.Join(" || ", WindowUnion.Of(dma.Within).Select(window =>
        {
            if (window.IsGuest)
                return $"c.Owns({at}, {length})";
            var (start, size) = (CSharpExpression.Constant(window.Start), CSharpExpression.Constant(window.Size));
            return $"({at} >= {start} && {at} - {start} <= {size} && {length} <= {size} - ({at} - {start}))";
        }));

    private void Line(string line) => text.Append(line).Append('\n');
}
