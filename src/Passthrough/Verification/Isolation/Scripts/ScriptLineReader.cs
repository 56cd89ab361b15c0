using System.Globalization;

namespace Passthrough.Verification.Isolation.Scripts;

/// <summary>Reads one line of a script.</summary>
internal sealed class ScriptLineReader(ScriptLine line, string[] words, List<string> names, List<string> signals, IReadOnlyList<string> guests)
{
    private int at = 1;

    public ScriptStep Read() => words[0] switch
    {
        "R" => Access(ScriptStepKind.Read),
        "W" => Access(ScriptStepKind.Write),
        "M" => Store(),
        "poll" => Place(ScriptStepKind.Poll) is var step ? step with { Mask = Number(), Value = Number() } : default,
        "wait" => new ScriptStep(ScriptStepKind.Wait) { Value = (ulong)Time() },
        "frames" => Frames(),
        "signal" => new ScriptStep(ScriptStepKind.Signal) { Value = (ulong)IndexIn(signals) },
        "await" => new ScriptStep(ScriptStepKind.Await) { Value = (ulong)IndexIn(signals) },
        "hand" => new ScriptStep(ScriptStepKind.HandOver),
        "repeat" => new ScriptStep(ScriptStepKind.Repeat) { Count = (int)Number() },
        "end" => new ScriptStep(ScriptStepKind.End),
        _ => throw line.Wrong($"'{words[0]}' is no step; steps are R, W, M, poll, wait, frames, signal, await, hand over, repeat, end and call"),
    };

    private ScriptStep Access(ScriptStepKind kind)
    {
        var step = Place(kind);
        if (Has("x"))
        {
            step = step with { Count = (int)Number() };
            return at < words.Length ? Data(step) : step;
        }
        if (kind == ScriptStepKind.Write)
            return Word(step);
        return Has("->") ? step with { Variable = Variable(Next("a name")) } : step;
    }

    private ScriptStep Store()
    {
        var step = new ScriptStep(ScriptStepKind.Store) { Offset = (uint)Number() };
        return Has("x") ? Data(step with { Count = (int)Number() }) : Word(step with { Size = Size() });
    }

    private ScriptStep Place(ScriptStepKind kind)
    {
        var parts = Next("a register").Split(':');
        return new ScriptStep(kind) { Region = parts.Length > 1 ? (byte)Number(parts[0]) : (byte)0, Offset = (uint)Number(parts[^1]), Size = Size() };
    }

    private ScriptStep Word(ScriptStep step)
    {
        var word = Next("a value");
        if (word[0] != '$')
            return step with { Value = Number(word) };
        var sign = word.AsSpan(1).IndexOfAny('+', '-') + 1;
        var name = sign > 0 ? word[1..sign] : word[1..];
        var offset = sign > 0 ? Number(word[(sign + 1)..]) : 0;
        return step with { Variable = Variable(name), Value = sign > 0 && word[sign] == '-' ? 0 - offset : offset };
    }

    private ScriptStep Data(ScriptStep step)
    {
        var parts = Next("what is moved").Split('@');
        var position = parts.Length > 1 ? Number(parts[1]) : step.Kind == ScriptStepKind.Store ? step.Offset : 0;
        return parts[0] switch
        {
            "zeros" => step with { Data = ScriptData.Zeros },
            "card" => step with { Data = ScriptData.Card, Value = position },
            "memory" => step with { Data = ScriptData.Memory, Value = position },
            "frame" => step with { Data = ScriptData.Frame, Value = position },
            var hex => Bytes(step, hex),
        };
    }

    private ScriptStep Bytes(ScriptStep step, string hex)
    {
        var given = Array.Empty<byte>();
        try
        {
            given = Convert.FromHexString(hex);
        }
        catch (FormatException)
        {
            throw line.Wrong($"'{hex}' is not zeros, card, memory, frame, or bytes in hex");
        }
        var bytes = new byte[step.Size * step.Count];
        given.AsSpan(..Math.Min(given.Length, bytes.Length)).CopyTo(bytes);
        return step with { Data = ScriptData.Bytes, Bytes = bytes };
    }

    private ScriptStep Frames()
    {
        var guest = guests.ToList().IndexOf(Next("a guest"));
        if (guest < 0)
            throw line.Wrong($"frames come for {string.Join(", ", guests)}");
        var step = new ScriptStep(ScriptStepKind.Frames) { Value = (ulong)guest, Count = (int)Number(), Mask = 300, EveryNs = 1_000_000 };
        if (Has("size"))
            step = step with { Mask = Number() };
        return Has("every") ? step with { EveryNs = Time() } : step;
    }

    private sbyte Variable(string name)
    {
        var index = names.IndexOf(name);
        return index >= 0 ? (sbyte)index : Added(name);
    }

    private sbyte Added(string name)
    {
        if (names.Count == ScriptReader.MostVariables)
            throw line.Wrong($"a script has {ScriptReader.MostVariables} variables at most");
        names.Add(name);
        return (sbyte)(names.Count - 1);
    }

    private int IndexIn(List<string> list)
    {
        var name = Next("a name");
        if (!list.Contains(name))
            list.Add(name);
        return list.IndexOf(name);
    }

    private byte Size()
    {
        var size = Number();
        return size is 1 or 2 or 4 or 8 ? (byte)size : throw line.Wrong("an access has 1, 2, 4 or 8 bytes");
    }

    private long Time()
    {
        var word = Next("a time");
        return word == "forever" ? long.MaxValue
            : word.EndsWith("ms", StringComparison.Ordinal) ? (long)Number(word[..^2]) * 1_000_000
            : word.EndsWith("us", StringComparison.Ordinal) ? (long)Number(word[..^2]) * 1_000
            : word.EndsWith("ns", StringComparison.Ordinal) ? (long)Number(word[..^2])
            : throw line.Wrong($"'{word}' is no time: write 5ms, 700us or forever");
    }

    private ulong Number() => Number(Next("a number"));

    private ulong Number(string word) =>
        word.StartsWith("0x", StringComparison.Ordinal) && ulong.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex
        : ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw line.Wrong($"'{word}' is no number: write 512 or 0x200");

    private bool Has(string word)
    {
        if (words.ElementAtOrDefault(at) != word)
            return false;
        at++;
        return true;
    }

    private string Next(string what) => at < words.Length ? words[at++] : throw line.Wrong($"{what} is missing");
}
