using Passthrough.Scenarios;

namespace Vpio.Input;

/// <summary>A scenario and a model that come with the program, so that it can show something in any folder.</summary>
internal static class BuiltIn
{
    /// <summary>The model.</summary>
    public static ModelText Model { get; } = Read("model: ");

    /// <summary>The scenario.</summary>
    public static ModelText Scenario { get; } = Read("scenario: ");

    /// <summary>The scenario that is served.</summary>
    public static ModelText Served { get; } = Read("served: ");

    private static ModelText Read(string prefix)
    {
        var assembly = typeof(BuiltIn).Assembly;
        var name = assembly.GetManifestResourceNames().Single(each => each.StartsWith(prefix, StringComparison.Ordinal));
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new ModelText(name[prefix.Length..], bytes.ToArray());
    }
}
