using System.Globalization;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Verification.Isolation.Scripts;

/// <summary>Reads files of cases: sections begin in the first column, their lines are indented.</summary>
/// <remarks>
/// <code>
/// include ne2k.steps                 # the definitions of another file
/// model ne2k                         # and other settings, for all cases after them
/// on simulated qemu
/// def upload                         # steps to be called
///   W 0x00 1 0x22
/// case announced and not written     # a case; settings below it are its own
/// limit 500ms
/// victim                             # its steps; 'victim works': it is a driver at work, whose frames all come and go
///   call upload
/// attacker
///   W 0x00 1 0x12
/// ! W 0x00 1 0x22                    # the trick: left out of the control
/// ~ W 0x00 1 0x21                    # only in the control
/// </code>
/// </remarks>
internal sealed class CaseReader
{
    private static readonly string[] Sections = ["def", "victim", "attacker"];

    private readonly Func<string, string> textOf;
    private readonly Dictionary<string, List<ScriptLine>> definitions = [];
    private readonly List<IsolationCase> cases = [];
    private CaseSettings settings = new("", [], null, 1_000_000_000, 0.5, 2, 0.1, 100, 0x40000);
    private CaseSettings own = null!;
    private string? name;
    private List<ScriptLine> victim = [], attacker = [], section = [];

    private CaseReader(Func<string, string> textOf) => this.textOf = textOf;

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="textOf">The text of a file.</param>
    /// <exception cref="ScriptException">It cannot be read.</exception>
    public static IReadOnlyList<IsolationCase> Read(string file, Func<string, string> textOf)
    {
        var reader = new CaseReader(textOf);
        reader.own = reader.settings;
        reader.Take(file);
        reader.Finish();
        return reader.cases;
    }

    private void Take(string file)
    {
        var number = 0;
        foreach (var text in textOf(file).ReplaceLineEndings("\n").Split('\n'))
        {
            var line = new ScriptLine(file, ++number, text);
            if (text.Length == 0 || text[0] == '#')
                continue;
            if (char.IsWhiteSpace(text[0]) || text[0] is '!' or '~')
                section.Add(line);
            else
                Head(line, line.Words([]));
        }
    }

    private void Head(ScriptLine line, string[] words)
    {
        switch (words[0])
        {
            case "include" when words.Length == 2:
                Take(words[1]);
                break;
            case "def" when words.Length == 2:
                section = definitions[words[1]] = [];
                break;
            case "case":
                Finish();
                name = string.Join(' ', words[1..]);
                own = settings;
                (victim, attacker) = ([], []);
                break;
            case "victim" when words is [_, "works"]:
                own = own with { Works = true };
                break;
            case "victim":
                section = victim;
                break;
            case "attacker":
                section = attacker;
                break;
            default:
                own = Setting(line, words, own);
                settings = name is null ? own : settings;
                break;
        }
    }

    private static CaseSettings Setting(ScriptLine line, string[] words, CaseSettings settings) => words[0] switch
    {
        "model" => settings with { Model = words[1] },
        "on" => settings with { Devices = words[1..] },
        "variant" => settings with { Variant = words[1] },
        "limit" => settings with { LimitNs = (long)(Ms(words[1]) * 1e6) },
        "turns" when words.Length == 4 => settings with { LeastMs = Ms(words[1]), MostMs = Ms(words[2]), IdleMs = Ms(words[3]) },
        "deadline" => settings with { DeadlineMs = Ms(words[1]) },
        "spoofing" when words is [_, "forbidden"] => settings with { Spoofing = SpoofingPolicy.Forbidden },
        _ => throw line.Wrong($"a section is {string.Join(", ", Sections)}, and a setting model, on, variant, limit, turns LEAST MOST IDLE, deadline or spoofing forbidden; steps are indented"),
    };

    private static double Ms(string word) => double.Parse(word.Replace("ms", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private void Finish()
    {
        if (name is null)
            return;
        cases.Add(new IsolationCase { Name = name, Settings = own, Attack = Scripts('~'), Control = Scripts('!') });
    }

    private IReadOnlyList<ScriptStep[]> Scripts(char without)
    {
        var reader = new ScriptReader(IsolationCase.Guests);
        foreach (var (called, lines) in definitions)
            reader.Define(called, Without(lines, without));
        return [reader.Read(Without(attacker, without)), reader.Read(Without(victim, without))];
    }

    private static IEnumerable<ScriptLine> Without(List<ScriptLine> lines, char without) =>
        lines.Where(line => line.Text[0] != without).Select(line => line with { Text = line.Text.TrimStart('!', '~') });
}
