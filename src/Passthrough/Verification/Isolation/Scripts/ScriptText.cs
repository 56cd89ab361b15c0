using System.Globalization;
using System.Text;

namespace Passthrough.Verification.Isolation.Scripts;

/// <summary>Writes a script the way that <see cref="ScriptReader"/> reads it.</summary>
internal static class ScriptText
{
    /// <summary>A line for each step.</summary>
    public static string Of(IEnumerable<ScriptStep> steps, IReadOnlyList<string> guests)
    {
        var text = new StringBuilder();
        foreach (var step in steps)
            text.Append(Of(step, guests)).Append('\n');
        return text.ToString();
    }

    private static string Of(ScriptStep step, IReadOnlyList<string> guests) => step.Kind switch
    {
        ScriptStepKind.Read or ScriptStepKind.Write => Access(step),
        ScriptStepKind.Poll => $"poll {Place(step)} {Hex(step.Mask)} {Hex(step.Value)}",
        ScriptStepKind.Store when step.Data == ScriptData.Word => $"M {Hex(step.Offset)} {step.Size} {Operand(step)}",
        ScriptStepKind.Store => $"M {Hex(step.Offset)} x {step.ByteCount} {Data(step)}",
        ScriptStepKind.Wait => $"wait {Time((long)step.Value)}",
        ScriptStepKind.Frames => $"frames {guests[(int)step.Value]} {step.Count} size {step.Mask} every {Time(step.EveryNs)}",
        ScriptStepKind.Signal => $"signal {step.Value}",
        ScriptStepKind.Await => $"await {step.Value}",
        ScriptStepKind.HandOver => "hand over",
        ScriptStepKind.Repeat => $"repeat {step.Count}",
        _ => "end",
    };

    private static string Access(ScriptStep step)
    {
        var isRead = step.Kind == ScriptStepKind.Read;
        var head = $"{(isRead ? 'R' : 'W')} {Place(step)}";
        if (step.Count > 1 || step.Data != ScriptData.Word)
            return $"{head} x {step.Count}{(isRead && step.Data == ScriptData.Word ? "" : " " + Data(step))}";
        return isRead ? head + (step.Variable >= 0 ? $" -> v{step.Variable}" : "") : $"{head} {Operand(step)}";
    }

    private static string Place(ScriptStep step) => (step.Region > 0 ? $"{step.Region}:" : "") + $"{Hex(step.Offset)} {step.Size}";

    private static string Operand(ScriptStep step) =>
        step.Variable < 0 ? Hex(step.Value) : $"$v{step.Variable}" + (step.Value == 0 ? "" : (long)step.Value < 0 ? $"-{-(long)step.Value}" : $"+{step.Value}");

    private static string Data(ScriptStep step) => step.Data switch
    {
        ScriptData.Bytes => Convert.ToHexStringLower(step.Bytes!),
        ScriptData.Frame => $"frame@{step.Value}",
        ScriptData.Word => Hex(step.Value),
        ScriptData.Zeros => "zeros",
        var data => $"{data.ToString().ToLowerInvariant()}@{Hex(step.Value)}",
    };

    private static string Hex(ulong value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);

    private static string Time(long ns) => ns == long.MaxValue ? "forever" : ns % 1000 == 0 ? $"{ns / 1000}us" : $"{ns}ns";
}
