using System.Globalization;
using System.Reflection;
using Dmm.Expressions;

namespace Dmm.Tests.Expressions;

public class CorpusTests
{
    [Fact]
    public void ExpressionsHaveTheValueAndFormOfTheCorpus() => TextCorpus.Check("values.txt", 4, cells =>
    {
        var (text, state, value, form) = (cells[0], cells[1], cells[2], cells[3]);
        var type = form == "Number" ? ExpressionType.Int : ExpressionType.Bool;
        var result = ExpressionParser.Parse(text, TestSymbols.Ne2000, type);
        if (result.Compiled is not { } compiled)
            return string.Join("; ", result.Errors);
        var actual = new TestState(TestSymbols.Ne2000, state).ValueOf(compiled);
        if (actual != TestState.NumberOf(value))
            return $"'{text}' is 0x{actual:x}";
        return form == FormOf(compiled) ? null : $"'{text}' has the form {FormOf(compiled)}";
    });

    [Fact]
    public void BrokenExpressionsHaveTheErrorsOfTheCorpus() => TextCorpus.Check("errors.txt", 4, cells =>
    {
        var type = cells[0] == "int" ? ExpressionType.Int : ExpressionType.Bool;
        var result = ExpressionParser.Parse(cells[1], TestSymbols.Ne2000, type);
        var places = string.Join(' ', result.Errors.Select(error =>
            string.Create(CultureInfo.InvariantCulture, $"{error.Code}@{error.Offset}+{error.Length}")));
        if (places != cells[2])
            return $"'{cells[1]}' has {places}: {string.Join("; ", result.Errors)}";
        var words = string.Join(Environment.NewLine, result.Errors.Select(error => $"{error.Message}: {error.Cure}"));
        return words.Contains(cells[3], StringComparison.Ordinal) ? null : $"'{cells[1]}' says {words}";
    });

    [Fact]
    public void EveryErrorCodeHasACase()
    {
        var text = string.Join(' ', TextCorpus.Read("errors.txt").Select(each => each.Columns[2]));
        // Texts beyond the bounds are too long for a line of a file; they have facts of their own.
        string[] elsewhere = [ExpressionErrorCodes.TooLong, ExpressionErrorCodes.TooDeep, ExpressionErrorCodes.TooComplex];
        var missing = AllCodes().Except(elsewhere).Where(code => !text.Contains(code, StringComparison.Ordinal)).ToList();
        Assert.Empty(missing);
    }

    internal static IEnumerable<string> AllCodes() =>
        typeof(ExpressionErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!);

    private static string FormOf(CompiledExpression compiled) => compiled.Kind switch
    {
        _ when compiled.Type == ExpressionType.Int => "Number",
        ExpressionKind.Always or ExpressionKind.Never or ExpressionKind.Program => compiled.Kind.ToString(),
        ExpressionKind.MaskAny => $"MaskAny {compiled.Word} 0x{compiled.Mask:x}",
        _ => $"{compiled.Kind} {compiled.Word} 0x{compiled.Mask:x} 0x{compiled.Match:x}",
    };
}
