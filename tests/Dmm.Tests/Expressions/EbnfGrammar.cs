using System.Text.RegularExpressions;

namespace Dmm.Tests.Expressions;

/// <summary>Reads a grammar in EBNF and makes random sentences of it: a grammar on paper is only true if somebody speaks it.</summary>
internal sealed partial class EbnfGrammar
{
    /// <summary>Below this, every choice takes its last alternative and nothing is repeated, so that sentences end.</summary>
    private const int Deepest = 26;

    private static readonly string[] s_names = ["CR", "TXP", "slot", "transmitter", "idle", "page_size"];
    private static readonly string[] s_numbers = ["0", "12", "0x2a", "0b101"];

    private readonly Dictionary<string, string[]> _rules = [];
    private string[] _tokens = [];
    private int _position;
    private int _depth;
    private Random _random = new(0);

    public EbnfGrammar(IEnumerable<string> lines)
    {
        foreach (var rule in string.Join(' ', lines).Split(" ;", StringSplitOptions.RemoveEmptyEntries))
        {
            var tokens = Token().Matches(rule).Select(match => match.Value).ToArray();
            if (tokens.Length > 0)
                _rules[tokens[0]] = tokens[2..];
        }
    }

    public string Sentence(string rule, Random random)
    {
        _random = random;
        _depth = 0;
        return Expand(rule);
    }

    private string Expand(string name)
    {
        if (name == "name")
            return s_names[_random.Next(s_names.Length)];
        if (name == "number")
            return s_numbers[_random.Next(s_numbers.Length)];
        var (tokens, position) = (_tokens, _position);
        (_tokens, _position) = (_rules[name], 0);
        _depth++;
        var text = Alternatives();
        _depth--;
        (_tokens, _position) = (tokens, position);
        return text;
    }

    /// <summary>Every alternative must be read to find the next; only the chosen one is spoken.</summary>
    private string Alternatives()
    {
        var starts = new List<int> { _position };
        Skip(starts);
        var end = _position;
        _position = _depth > Deepest ? starts[^1] : starts[_random.Next(starts.Count)];
        var text = Sequence();
        _position = end;
        return text;
    }

    /// <summary>Moves to the bracket that closes this level, noting where each alternative of it begins.</summary>
    private void Skip(List<int> starts)
    {
        for (var level = 0; _position < _tokens.Length; _position++)
        {
            var token = _tokens[_position];
            if (token is "(" or "[" or "{")
                level++;
            else if (token is ")" or "]" or "}" && level-- == 0)
                return;
            else if (token == "|" && level == 0)
                starts.Add(_position + 1);
        }
    }

    private string Sequence()
    {
        var parts = new List<string>();
        while (_position < _tokens.Length && _tokens[_position] is not ("|" or ")" or "]" or "}"))
        {
            var token = _tokens[_position++];
            if (token is "(" or "[" or "{")
                parts.Add(Group(token));
            else if (token != ",")
                parts.Add(token[0] == '"' ? token.Trim('"') : Expand(token));
        }
        return string.Join(' ', parts);
    }

    private string Group(string open)
    {
        var start = _position;
        var times = open == "(" ? 1 : _depth > Deepest ? 0 : _random.Next(100) < 15 ? 1 : 0;
        var text = times == 0 ? "" : Alternatives();
        _position = start;
        Skip([]);
        _position++;
        return text;
    }

    [GeneratedRegex("\"[^\"]+\"|[a-z]+|[=,|()\\[\\]{}]")]
    private static partial Regex Token();
}
