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
}
