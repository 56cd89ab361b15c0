namespace Vpio.Tests;

public class MuxCommandTests
{
    private const string OneGuest = """
        scenario: one guest
        device: { kind: simulated }
        guests: [{ name: alone, kind: scripted, driver: ne2000, workload: { frames: 3 } }]
        """;

    [Fact]
    public void WithoutAScenarioTwoGuestsShareADevice()
    {
        var (status, output, errors) = CommandLine.Run("mux");

        Assert.Equal(0, status);
        Assert.Empty(errors);
        Assert.StartsWith("two guests share a simulated NE2000: clean: every guest is done, nothing was lost or denied", output, StringComparison.Ordinal);
        Assert.Contains("alpha  done      300      300       300     0 ", output, StringComparison.Ordinal);
        Assert.Contains("Incidents   none", output, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameIsPrintedEachTime() => Assert.Equal(CommandLine.Run("mux").Output, CommandLine.Run("mux", "--quiet").Output);

    [Fact]
    public void ItRunsInAnyFolder()
    {
        var scenario = Write(OneGuest);
        var json = CommandLine.RunJson("mux", scenario, "--json");
        Assert.True((bool?)json["clean"]);
        Assert.Equal("ne2k", (string?)json["model"]);
    }

    [Fact]
    public void AnotherSeedIsAnotherRun()
    {
        var (one, two) = (CommandLine.RunJson("mux", "--json"), CommandLine.RunJson("mux", "--json", "--seed", "2"));
        Assert.Equal((1, 2), ((int)one["seed"]!, (int)two["seed"]!));
        Assert.NotEqual((long?)one["elapsedNs"], (long?)two["elapsedNs"]);
        Assert.True((bool?)two["clean"]);
    }

    [Fact]
    public void ADeniedAccessEndsWithStatusOneAndIsExplained()
    {
        var (status, output, _) = CommandLine.Run("mux", "scenarios/escape.yaml");

        Assert.Equal(1, status);
        Assert.Contains("mallory: denied: write of 1 at +0x00 = 0xa (reading memory that its card does not have): remote_read_on_card: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonTellsTheSame()
    {
        var json = CommandLine.RunJson("mux", "scenarios/escape.yaml", "--json");
        Assert.Equal(4, (long?)json["incidentCount"]);
        Assert.Equal(["alpha", "mallory"], json["guests"]!.AsArray().Select(guest => (string?)guest!["name"]));
        Assert.Equal("denied", (string?)json["incidents"]![0]!["kind"]);
    }

    [Fact]
    public void RecordingsCanBeReplayed()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("mux").FullName, "new", "folder");
        Assert.Equal(0, CommandLine.Run("mux", "--record", folder).Status);
        foreach (var guest in new[] { "alpha", "beta" })
        {
            var json = CommandLine.RunJson("replay", "models/ne2k.yaml", Path.Combine(folder, $"{guest}.vpt"), "--json");
            Assert.Equal("clean", (string?)json["verdict"]);
            Assert.Equal(300, (long?)json["frames"]!["sent"]);
        }
    }

    [Fact]
    public void ARecordingThatIsThereIsNotWrittenOver()
    {
        var folder = Directory.CreateTempSubdirectory("mux").FullName;
        File.WriteAllText(Path.Combine(folder, "alone.vpt"), "mine");

        var (status, _, errors) = CommandLine.Run("mux", Write(OneGuest), "--record", folder);

        Assert.Equal(2, status);
        Assert.Contains("is there already and is not written over: take it away, or give --record another folder", errors, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder, "alone.vpt")));
    }

    [Theory]
    [InlineData("LICENSE", "LICENSE:10:56: error VP103")]
    [InlineData("nowhere.yaml", "there is no such file")]
    [InlineData("models", "it is a folder")]
    public void AScenarioThatCannotBeUsedEndsWithStatusTwo(string path, string message)
    {
        var (status, output, errors) = CommandLine.Run("mux", path);
        Assert.Equal(2, status);
        Assert.Empty(output);
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("one")]
    [InlineData("18446744073709551615")]
    public void ASeedThatIsNoneEndsWithStatusTwo(string seed)
    {
        var (status, _, errors) = CommandLine.Run("mux", "--seed", seed);
        Assert.Equal(2, status);
        Assert.Contains("is not a seed: give --seed as a whole number from 0, like 7", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSchemaOfScenariosIsPrinted() =>
        Assert.Equal(File.ReadAllText(RepositoryFiles.PathOf("schemas", "scenario.schema.json")), CommandLine.Run("schema", "--scenario").Output);

    private static string Write(string scenario)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("mux").FullName, "scenario.yaml");
        File.WriteAllText(path, scenario);
        return path;
    }
}
