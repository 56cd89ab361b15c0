using Dmm.Analysis.Checking;
using Dmm.Modeling;

namespace Dmm.Tests.Modeling;

/// <summary>The models that come with the repository are themselves without anything to complain of, in all their variants.</summary>
public class ShippedModelTests
{
    public static TheoryData<string> Paths => [.. Directory.GetFiles(RepositoryFiles.PathOf("models"), "*.yaml")
        .Concat(Directory.GetFiles(RepositoryFiles.PathOf("docs", "examples"), "*.yaml"))
        .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path))];

    /// <summary>That a guest can change entries after the check is what such a device is like, and no fault of its model.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public void NothingIsSaidOfIt(string path) => Assert.DoesNotContain(
        ModelCheck.Run(path, RepositoryFiles.Bytes(path)).Diagnostics, diagnostic => diagnostic.Code != DiagnosticCodes.GuestCanChange);
}
