namespace Dmm.Modeling.Yaml;

/// <summary>What a YAML file holds, in the words of the messages about it.</summary>
/// <param name="Name">What the file is: a "model".</param>
/// <param name="Holds">What one file describes: a "device".</param>
/// <param name="HowToBegin">The cure for a file without content.</param>
/// <param name="HowToRepeat">The cure for anchors and aliases.</param>
/// <param name="HowToShorten">The cure for a file that is too large.</param>
internal sealed record FileKind(string Name, string Holds, string HowToBegin, string HowToRepeat, string HowToShorten)
{
    /// <summary>A model of a device.</summary>
    public static FileKind Model { get; } = new("model", "device",
        "begin with 'model: NAME'; docs/writing-a-model.md shows a small whole one",
        "write the value out; what differs on a clone goes under 'variants'",
        "describe one device per file; move prose into docs");
}
