using Dmm.Analysis.Trying;
using Dmm.Modeling.Model;

namespace Dmm.Tests.Attacks;

/// <summary>A file of models/attacks: a script of <c>vpio try</c> in which every case is an attack, or shows how far a guest may go.</summary>
internal sealed class AttackFile
{
    private readonly string text;

    private AttackFile(string name)
    {
        Name = name;
        text = File.ReadAllText(Path.Combine(Folder, name));
        var words = text.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).First(words => words is ["model", _, _, ..]);
        (Model, Variants) = (words[1], words[2..]);
        Cases = [.. text.Split('\n').Where(line => line.StartsWith("== ", StringComparison.Ordinal)).Select(line => line[3..].TrimEnd())];
    }

    /// <summary>All files.</summary>
    public static IEnumerable<AttackFile> All => Directory.GetFiles(Folder, "*.try").Order(StringComparer.Ordinal).Select(path => Read(Path.GetFileName(path)));

    /// <summary>The name of the file.</summary>
    public string Name { get; }

    /// <summary>The model that it is for.</summary>
    public string Model { get; }

    /// <summary>The variants of the model that judge all cases as the file says.</summary>
    public IReadOnlyList<string> Variants { get; }

    /// <summary>The names of the cases.</summary>
    public IReadOnlyList<string> Cases { get; }

    private static string Folder { get; } = RepositoryFiles.PathOf("models", "attacks");

    public static AttackFile Read(string name) => new(name);

    /// <summary>The script, for a model.</summary>
    public TryScript For(DeviceModel model)
    {
        var script = TryScript.Read(text, model);
        Assert.True(script.Faults.Count == 0, $"{Name}: {(script.Faults.Count == 0 ? "" : script.Faults[0])}");
        return script;
    }
}
