using Dmm.Modeling;

namespace Dmm.Analysis.Checking;

/// <summary>Something that a model declares for other parts of it to use.</summary>
/// <param name="Section">Where it is declared.</param>
/// <param name="Kind">What it is, in words.</param>
/// <param name="Text">Its name.</param>
/// <param name="Location">The line of the model.</param>
internal sealed record Name(string Section, string Kind, string Text, Location Location)
{
    /// <summary>The keys that lead to it.</summary>
    public string Path => $"{Section}.{Text}";
}
