using System.Text.RegularExpressions;

namespace Dmm.Tests.Expressions;

/// <summary>Reads a grammar in EBNF and makes random sentences of it: a grammar on paper is only true if somebody speaks it.</summary>
internal sealed partial class EbnfGrammar
{
    /// <summary>Below this, every choice takes its last alternative and nothing is repeated, so that sentences end.</summary>
    private const int Deepest = 26;

    private static readonly string[] Names = ["CR", "TXP", "slot", "transmitter", "idle", "page_size"];
    private static readonly string[] Numbers = ["0", "12", "0x2a", "0b101"];

    private readonly Dictionary<string, string[]> rules = [];
    private string[] tokens = [];
    private int position;
    private int depth;
    private Random random = new(0);

    public EbnfGrammar(IEnumerable<string> lines)
    {
        foreach (var rule in string.Join(' ', lines).Split(" ;", StringSplitOptions.RemoveEmptyEntries))
        {
            var tokens = Token().Matches(rule).Select(match => match.Value).ToArray();
            if (tokens.Length > 0)
                rules[tokens[0]] = tokens[2..];
        }
    }

    public string Sentence(string rule, Random random)
    {
        this.random = random;
        depth = 0;
        return Expand(rule);
    }

    private string Expand(string name)
    {
        if (name == "name")
            return Names[random.Next(Names.Length)];
        if (name == "number")
            return Numbers[random.Next(Numbers.Length)];
        var outer = (tokens, position);
        (tokens, position) = (rules[name], 0);
        depth++;
        var text = Alternatives();
        depth--;
        (tokens, position) = outer;
        return text;
    }

    /// <summary>Every alternative must be read to find the next; only the chosen one is spoken.</summary>
    private string Alternatives()
    {
        var starts = new List<int> { position };
        Skip(starts);
        var end = position;
        position = depth > Deepest ? starts[^1] : starts[random.Next(starts.Count)];
        var text = Sequence();
        position = end;
        return text;
    }

    /// <summary>Moves to the bracket that closes this level, noting where each alternative of it begins.</summary>
    private void Skip(List<int> starts)
    {
        for (var level = 0; position < tokens.Length; position++)
        {
            var token = tokens[position];
            if (token is "(" or "[" or "{")
                level++;
            else if (token is ")" or "]" or "}" && level-- == 0)
                return;
            else if (token == "|" && level == 0)
                starts.Add(position + 1);
        }
    }

    private string Sequence()
    {
        var parts = new List<string>();
        while (position < tokens.Length && tokens[position] is not ("|" or ")" or "]" or "}"))
        {
            var token = tokens[position++];
            if (token is "(" or "[" or "{")
                parts.Add(Group(token));
            else if (token != ",")
                parts.Add(token[0] == '"' ? token.Trim('"') : Expand(token));
        }
        return string.Join(' ', parts);
    }

    private string Group(string open)
    {
        var start = position;
        var times = open == "(" ? 1 : depth > Deepest ? 0 : random.Next(100) < 15 ? 1 : 0;
        var text = times == 0 ? "" : Alternatives();
        position = start;
        Skip([]);
        position++;
        return text;
    }

    [GeneratedRegex("\"[^\"]+\"|[a-z]+|[=,|()\\[\\]{}]")]
    private static partial Regex Token();
}
