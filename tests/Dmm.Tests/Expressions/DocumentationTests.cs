using Dmm.Expressions;
using Dmm.Expressions.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Expressions;

/// <summary>Holds <c>docs/expressions.md</c> to what the code does.</summary>
public class DocumentationTests
{
    /// <summary>What a sentence of the grammar is never refused for. It may still have unknown names and wrong types.</summary>
    private static readonly string[] SyntaxCodes =
    [
        ExpressionErrorCodes.UnknownCharacter, ExpressionErrorCodes.ForeignOperator, ExpressionErrorCodes.BadNumber,
        ExpressionErrorCodes.Syntax, ExpressionErrorCodes.ChainedComparison,
    ];

    private static readonly string[] Lines = File.ReadAllLines(RepositoryFiles.PathOf("docs", "expressions.md"));

    [Fact]
    public void EveryExampleHasTheValueThatIsWritten()
    {
        var state = new TestState(TestSymbols.Ne2000, Assert.Single(Lines, line => line.StartsWith("    CR=", StringComparison.Ordinal)));
        var examples = Table("expression", "value", "operator");
        Assert.All(examples, row =>
        {
            var type = row[1] is "true" or "false" ? ExpressionType.Bool : ExpressionType.Int;
            var compiled = TestSymbols.Ne2000.Compile(Code(row[0]), type);
            Assert.Equal((compiled.Text, TestState.NumberOf(row[1])), (compiled.Text, state.ValueOf(compiled)));
        });
        Assert.NotEmpty(examples);
    }

    [Fact]
    public void EveryOperatorHasAnExampleAndTheLevelThatIsWritten()
    {
        var examples = string.Join(' ', Table("expression", "value", "operator").Select(row => row[2]));
        foreach (var row in Table("level", "operators"))
        {
            foreach (var sign in row[1].Split(' ').Select(Code))
            {
                var kind = new Lexer(sign, new ErrorList()).Read()[0].Kind;
                var level = kind switch
                {
                    TokenKind.Not => Operators.Negation,
                    TokenKind.Tilde => 11,
                    _ => Operators.LevelOf(kind),
                };
                Assert.Equal(row[0], $"{level}");
                Assert.Contains($"`{sign}`", examples);
            }
        }
    }

    [Fact]
    public void EveryErrorCodeIsListed() =>
        Assert.Equal(CorpusTests.AllCodes().Order(), Table("code", "meaning", "cure").Select(row => row[0]));

    [Fact]
    public void TheBoundsAreThoseOfTheCode()
    {
        var most = Table("what", "most").Select(row => int.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal([Bounds.Characters, Bounds.Nesting, Bounds.Operations, Dmm.Expressions.Programs.Interpreter.StackDepth], most);
    }

    [Fact]
    public void EveryWordThatIsListedIsReserved()
    {
        var line = Array.FindIndex(Lines, line => line.Contains("The words `and`", StringComparison.Ordinal));
        var words = Lines[line].Split('`').Where((_, i) => i % 2 == 1).Where(word => word != "_").ToList();
        Assert.Equal(10, words.Count);
        Assert.All(words, word => Assert.True(ExpressionParser.IsReserved(word), word));
        Assert.False(ExpressionParser.IsReserved("CR"));
    }

    [Fact]
    public void EverySentenceOfTheGrammarParses()
    {
        var start = Array.IndexOf(Lines, "```ebnf") + 1;
        var grammar = new EbnfGrammar(Lines[start..Array.IndexOf(Lines, "```", start)]);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(ExpressionMaker.Seeds, seed =>
        {
            var sentence = grammar.Sentence("expression", new Random(seed));
            var errors = ExpressionParser.Parse(sentence, TestSymbols.Ne2000, ExpressionType.Bool).Errors;
            return (!errors.Any(error => SyntaxCodes.Contains(error.Code))).Label($"{sentence}: {string.Join("; ", errors)}");
        }));
    }

    /// <summary>The rows of the table with these headings.</summary>
    private static List<string[]> Table(params string[] headings)
    {
        var start = Array.IndexOf(Lines, $"| {string.Join(" | ", headings)} |");
        Assert.True(start >= 0, $"the table of {string.Join(", ", headings)} is missing");
        return Lines.Skip(start + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells).ToList();
    }

    private static string[] Cells(string line) =>
        line.Replace("\\|", "\u0001", StringComparison.Ordinal).Trim('|').Split('|')
            .Select(cell => cell.Replace('\u0001', '|').Trim()).ToArray();

    private static string Code(string cell) => cell.Trim('`');
}
