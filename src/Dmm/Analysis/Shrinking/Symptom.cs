namespace Dmm.Analysis.Shrinking;

/// <summary>What a recording shows and a shorter one must still show.</summary>
/// <param name="At">The event that shows it, counted from 0.</param>
/// <param name="Text">What it is: the kind of access, the failed checks and what they were judged on. Two with the same text are the same.</param>
public readonly record struct Symptom(int At, string Text)
{
    /// <summary>Whether another recording shows the same, wherever.</summary>
    public bool IsSameAs(Symptom? other) => other is { } shown && shown.Text == Text;
}
