using System.Globalization;

namespace Passthrough.Verification.Isolation.Scripts;

/// <summary>Reads scripts: a step a line, and what follows a # is for people.</summary>
/// <remarks>
/// <code>
/// R 0x07 1              reads two bytes or how many it says         R 0x07 1 -> curr      and keeps the value
/// R 1:0x07 1            in region 1                                 R 0x10 2 x 256        a run of 256, as rep insw
/// R 0x10 2 x 256 card@0x4200     a run that must find these canaries of its own
/// W 0x04 1 0x42         writes                                      W 0x03 1 $curr-1      what was read, less 1
/// W 0x10 2 x 256 card@0x4200     writes canaries; also: memory@POSITION, frame@NUMBER, zeros, or bytes in hex
/// M 0x1000 4 0x2000     stores a word in memory                     M 0x2000 x 400 frame@1    or bytes
/// poll 0x00 1 0x04 0    reads until the bits 0x04 are 0
/// wait 5ms              for the interrupt or so long; us, ms, or forever
/// frames victim 10 size 300 every 700us       lets frames come for a guest
/// signal ready          tells; await ready: waits until somebody told
/// hand over             asks for a hand-off
/// repeat 40 ... end     several times
/// call NAME 1 2         the steps of 'def NAME', with $1 and $2 in them
/// </code>
/// Variables that are there from the beginning: $own and those of other guests by name, where the device finds their memory.
/// </remarks>
internal sealed class ScriptReader(IReadOnlyList<string> guests)
{
    /// <summary>The most variables of a script.</summary>
    public const int MostVariables = 32;

    /// <summary>The variable with the address at which the device finds a guest's own memory; those of all guests, by their names, stand before it.</summary>
    public const string Own = "own";

    private const int MostCalls = 8;

    private readonly List<string> signals = [];
    private readonly Dictionary<string, List<ScriptLine>> definitions = [];

    /// <summary>Takes steps that scripts call.</summary>
    public void Define(string name, IEnumerable<ScriptLine> lines) => definitions[name] = [.. lines];

    /// <summary>Reads a script.</summary>
    /// <exception cref="ScriptException">It cannot be read.</exception>
    public ScriptStep[] Read(IEnumerable<ScriptLine> lines)
    {
        var names = new List<string>(guests) { Own };
        var steps = new List<ScriptStep>();
        Add(lines, [], names, steps, 0);
        if (steps.Count(step => step.Kind == ScriptStepKind.Repeat) != steps.Count(step => step.Kind == ScriptStepKind.End))
            throw lines.Last().Wrong("'repeat' and 'end' come in pairs");
        return [.. steps];
    }

    private void Add(IEnumerable<ScriptLine> lines, string[] arguments, List<string> names, List<ScriptStep> steps, int depth)
    {
        foreach (var line in lines)
        {
            var words = line.Words(arguments);
            if (words.Length == 0)
                continue;
            if (words[0] != "call")
            {
                steps.Add(new ScriptLineReader(line, words, names, signals, guests).Read());
                continue;
            }
            if (words.Length < 2 || !definitions.TryGetValue(words[1], out var called) || depth == MostCalls)
                throw line.Wrong($"there is no 'def {words.ElementAtOrDefault(1)}', or it calls itself");
            Add(called, words[2..], names, steps, depth + 1);
        }
    }
}

/// <summary>A line of a script.</summary>
/// <param name="File">The file.</param>
/// <param name="Number">Its number there, from 1.</param>
/// <param name="Text">The line.</param>
internal sealed record ScriptLine(string File, int Number, string Text)
{
    /// <summary>Its words, with arguments in the place of $1, $2 and so on.</summary>
    public string[] Words(string[] arguments)
    {
        var words = Text.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = 0; i < words.Length; i++)
            for (var argument = arguments.Length; argument > 0; argument--)
                words[i] = words[i].Replace("$" + argument.ToString(CultureInfo.InvariantCulture), arguments[argument - 1], StringComparison.Ordinal);
        return words;
    }

    /// <summary>Says that it cannot be read.</summary>
    public ScriptException Wrong(string message) => new(File, Number, $"{message}: {Text.Trim()}");
}
