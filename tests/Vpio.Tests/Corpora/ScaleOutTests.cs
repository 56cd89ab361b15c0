using System.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace Vpio.Tests.Corpora;

/// <summary>The files of docs/scale-out.</summary>
public sealed class ScaleOutTests : IDisposable
{
    private const string Model = "models/ne2k.yaml", Recordings = "traces/ne2k*boot*";
    private static readonly string Program = $"dotnet {typeof(Program).Assembly.Location}";

    private readonly Results results = new();

    [ParallelFact]
    public void EightProcessesGiveWhatOneRunGivesAndAPartThatWasKilledIsRunAgain()
    {
        RunParts();
        var merged = Merged();
        var part = results.PathOf("3.json");
        File.WriteAllText(results.PathOf("3.part"), File.ReadAllText(part)[..40]); // what a part leaves behind that was killed
        File.Delete(part);
        var others = File.GetLastWriteTimeUtc(results.PathOf("4.json"));
        RunParts();

        Assert.Equal(CommandLine.Run("replay", Model, Recordings, "--json").Output, merged);
        Assert.Equal(merged, Merged());
        Assert.Equal(others, File.GetLastWriteTimeUtc(results.PathOf("4.json")));
    }

    [Theory]
    [InlineData("kubernetes.yaml")]
    [InlineData("github-actions.yaml")]
    public void FilesForOtherEnginesAreYamlAndUseWhatTheProgramHas(string name)
    {
        using var text = File.OpenText(RepositoryFiles.PathOf("docs", "scale-out", name));
        var yaml = new YamlStream();
        yaml.Load(text);

        Assert.NotEmpty(yaml.Documents);
        Assert.Contains("--shard", File.ReadAllText(RepositoryFiles.PathOf("docs", "scale-out", name)), StringComparison.Ordinal);
    }

    public void Dispose() => results.Dispose();

    private string Merged() => CommandLine.Run(["merge", .. Directory.GetFiles(results.Folder, "*.json"), "--json"]).Output;

    private void RunParts()
    {
        var start = new ProcessStartInfo(RepositoryFiles.PathOf("docs", "scale-out", "parallel.sh"), [Model, Recordings, "8", results.Folder])
        {
            WorkingDirectory = RepositoryFiles.Root, RedirectStandardError = true,
        };
        start.Environment["VPIO"] = Program;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }
}
