namespace Dmm.Modeling.Loading;

/// <summary>A kind of thing that has a name: the section of the file that declares it, and what it is called in messages.</summary>
internal sealed record NameKind(string Section, string Word)
{
    public static readonly NameKind Region = new("regions", "region");
    public static readonly NameKind Register = new("registers", "register");
    public static readonly NameKind Window = new("windows", "window");
    public static readonly NameKind Set = new("sets", "set of pages");
    public static readonly NameKind Variable = new("variables", "variable");
    public static readonly NameKind Check = new("checks", "check");
    public static readonly NameKind Live = new("live", "live part");
    public static readonly NameKind Procedure = new("procedures", "procedure");
    public static readonly NameKind Descriptors = new("descriptors", "descriptor structure");
    public static readonly NameKind Indexed = new("indexed", "index and data pair");
}
