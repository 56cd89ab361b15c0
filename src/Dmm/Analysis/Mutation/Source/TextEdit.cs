namespace Dmm.Analysis.Mutation.Source;

/// <summary>A stretch of a text and what stands there instead.</summary>
internal readonly record struct TextEdit(int Start, int Length, string Instead)
{
    /// <summary>A text with changes that do not overlap.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits) =>
        edits.OrderByDescending(edit => edit.Start).Aggregate(text, (changed, edit) => string.Concat(changed.AsSpan(0, edit.Start), edit.Instead, changed.AsSpan(edit.Start + edit.Length)));
}
