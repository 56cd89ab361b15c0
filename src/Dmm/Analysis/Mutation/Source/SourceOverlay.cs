namespace Dmm.Analysis.Mutation.Source;

/// <summary>What is in force when a variant is laid over a model, as the loader lays it: each part still where it stands in the file.</summary>
/// <remarks>So nothing is changed that the variant replaces anyhow: no evidence could ever tell.</remarks>
internal static class SourceOverlay
{
    /// <summary>The parts that are in force.</summary>
    public static SourceNode Of(SourceNode root, string? variant) =>
        variant is not null && root["variants"]?[variant] is { IsMapping: true } above ? Lay(root, above) : root;

    private static SourceNode Lay(SourceNode below, SourceNode above)
    {
        var merged = new SourceNode { Start = below.Start, End = below.End, IsMapping = true, IsFlow = below.IsFlow, Part = below.Part };
        foreach (var part in below.Parts)
        {
            var over = above.PartOf(part.Name);
            if (over is null)
                merged.Parts.Add(part);
            else if (over.Value.IsMapping && part.Value.IsMapping)
                merged.Parts.Add(part with { Value = Lay(part.Value, over.Value) });
            else if (over.Value.Text is not "")
                merged.Parts.Add(over);
        }
        merged.Parts.AddRange(above.Parts.Where(part => below.PartOf(part.Name) is null && part.Value.Text is not ""));
        return merged;
    }
}
