namespace Dmm.Tests.Replaying;

/// <summary>Tests of the memory of the whole process: nothing else runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "xunit calls it a collection")]
public class AloneCollection
{
    public const string Name = "alone";
}
