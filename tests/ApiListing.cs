using System.Reflection;
using PublicApiGenerator;

namespace Vpio.Testing;

/// <summary>The public surface of a library, as a text that stands beside its project, so that a change of it shows in review.</summary>
internal static class ApiListing
{
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    /// <summary>Compares the listing of a library with what the library has; what it has is left in <c>artifacts/</c>.</summary>
    public static void AssertUpToDate(Assembly library)
    {
        var name = library.GetName().Name!;
        var actual = library.GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var listing = RepositoryFiles.PathOf("src", name, name + ".api.txt");
        var expected = File.Exists(listing) ? File.ReadAllText(listing).ReplaceLineEndings("\n") : "";
        if (actual == expected)
            return;
        var artifact = Path.Combine(Directory.CreateDirectory(RepositoryFiles.PathOf("artifacts")).FullName, name + ".api.txt");
        File.WriteAllText(artifact, actual);
        var (now, then) = (actual.Split('\n'), expected.Split('\n'));
        Assert.Fail($"the public surface of {name} is not what src/{name}/{name}.api.txt lists. If that is meant: cp artifacts/{name}.api.txt src/{name}/\n"
            + string.Join('\n', now.Except(then).Select(line => "+ " + line).Concat(then.Except(now).Select(line => "- " + line)).Take(20)));
    }
}
