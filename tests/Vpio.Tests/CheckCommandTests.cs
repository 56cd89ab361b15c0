using System.Text.Json.Nodes;

namespace Vpio.Tests;

public class CheckCommandTests
{
    [Fact]
    public void AModelWithoutMistakesEndsWithStatusZero()
    {
        var (status, output, _) = CommandLine.Run("check", "models/ne2k.yaml");

        Assert.Equal(0, status);
        Assert.Contains("no mistakes found", output, StringComparison.Ordinal);
        Assert.Contains("variants dp8390, rtl8029, qemu", output, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryMistakeIsReportedAtItsPlace()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, File.ReadAllText(Path.Combine(RepositoryFiles.Root, "models", "ne2k.yaml"))
            .Replace("registers:", "reigsters:", StringComparison.Ordinal)
            .Replace("soundness: pio-only", "soundness: pio-onyl", StringComparison.Ordinal));

        var (status, output, _) = CommandLine.Run("check", path);

        Assert.Equal(1, status);
        Assert.Contains("error VP201: unknown key 'reigsters'", output, StringComparison.Ordinal);
        Assert.Contains("did you mean 'registers'?", output, StringComparison.Ordinal);
        Assert.Contains("did you mean 'pio-only'?", output, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonListsDiagnostics()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "model: x\n");

        var (status, output, _) = CommandLine.Run("check", path, "--json");

        Assert.Equal(1, status);
        Assert.Contains(JsonNode.Parse(output)!.AsArray(), each => (string?)each!["code"] == "VP202" && (int?)each["line"] == 1);
    }

    [Fact]
    public void AFolderAndAPatternStandForTheirModels()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        Directory.CreateDirectory(Path.Combine(folder, "deeper"));
        File.Copy(RepositoryFiles.PathOf("models", "ne2k.yaml"), Path.Combine(folder, "b.yaml"));
        File.WriteAllText(Path.Combine(folder, "deeper", "a.yml"), "model: x\n"); // wrong, and a model all the same
        File.Copy(RepositoryFiles.PathOf("scenarios", "default.yaml"), Path.Combine(folder, "scenario.yaml"));
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "model: none\n");

        var (status, output, _) = CommandLine.Run("check", folder);
        var (_, byPattern, _) = CommandLine.Run("check", folder + "/b*.yaml", "models/e1000.yaml");
        var (wrong, _, error) = CommandLine.Run("check", "docs/scale-out");

        Assert.Equal(1, status);
        Assert.Contains("b.yaml: no mistakes found", output, StringComparison.Ordinal);
        Assert.Contains("a.yml:1", output, StringComparison.Ordinal);
        Assert.DoesNotContain("scenario.yaml", output, StringComparison.Ordinal);
        Assert.DoesNotContain("notes.txt", output, StringComparison.Ordinal);
        Assert.DoesNotContain("a.yml", byPattern, StringComparison.Ordinal);
        Assert.Contains("models/e1000.yaml: no mistakes found", byPattern, StringComparison.Ordinal);
        Assert.Equal(2, wrong);
        Assert.Contains("no model is there", error, StringComparison.Ordinal);
    }
}
