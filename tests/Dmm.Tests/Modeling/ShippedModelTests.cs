using Dmm.Analysis.Checking;

namespace Dmm.Tests.Modeling;

/// <summary>The models that come with the repository are themselves without anything to complain of, in all their variants.</summary>
public class ShippedModelTests
{
    public static TheoryData<string> Paths => [.. Directory.GetFiles(RepositoryFiles.PathOf("models"), "*.yaml")
        .Concat(Directory.GetFiles(RepositoryFiles.PathOf("docs", "examples"), "*.yaml"))
        .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path))];

    [Theory]
    [MemberData(nameof(Paths))]
    public void NothingIsSaidOfIt(string path) => Assert.Empty(ModelCheck.Run(path, RepositoryFiles.Bytes(path)).Diagnostics);
}
