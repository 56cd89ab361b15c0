namespace Dmm.Modeling;

/// <summary>A place in a text file. Lines and columns count from 1, columns in UTF-16 units, as editors do.</summary>
public sealed record Location(string File, int Line, int Column)
{
    /// <summary><c>file:line:col</c>, which terminals and editors turn into a link.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
