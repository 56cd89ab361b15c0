namespace Dmm.Expressions.Syntax;

/// <summary>Collects the mistakes of one text.</summary>
internal sealed class ErrorList
{
    private readonly List<ExpressionError> errors = [];

    public int Count => errors.Count;

    public bool IsEmpty => Count == 0;

    public void Add(TextSpan span, string code, string message, string cure)
    {
        if (errors.Count < Bounds.Errors)
            errors.Add(new ExpressionError(span.Offset, span.Length, code, message, cure));
    }

    /// <summary>
    /// In the order of the text. A text that could not be parsed has no types worth talking about, so beside its other mistakes
    /// only unknown names are of use.
    /// </summary>
    public static IReadOnlyList<ExpressionError> Merge(ErrorList syntax, ErrorList types) =>
        syntax.errors
            .Concat(types.errors.Where(error => syntax.IsEmpty
                || error.Code is ExpressionErrorCodes.UnknownName or ExpressionErrorCodes.UnknownMember))
            .DistinctBy(error => (error.Offset, error.Code))
            .OrderBy(error => error.Offset)
            .ToList();
}
