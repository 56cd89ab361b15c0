namespace Vpio.Tests.Corpora;

/// <summary><c>vpio merge</c> gives what one run would have given, and refuses what is not the whole.</summary>
public sealed class MergeTests : IDisposable
{
    private static readonly string[] Replay = ["replay", "models/ne2k.yaml", "traces/*-boot*", "traces/ne2k_pci-cycle*", "--variant", "qemu"];
    private static readonly string[] Mutate = ["mutate", "models/ne2k.yaml", "traces/ne2k_pci-boot.qemu.log.gz", "--variant", "qemu", "--handoff", "none", "--max-mutants", "12"];

    private readonly Results results = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void PartsOfACorpusGiveWhatOneRunGives(int parts)
    {
        var files = results.Of(parts, Replay);

        Assert.Equal(CommandLine.Run([.. Replay, "--json"]), CommandLine.Run(["merge", .. files, "--json"]));
        Assert.Equal(CommandLine.Run(Replay), CommandLine.Run(["merge", .. files]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void PartsOfAMutationGiveWhatOneRunGives(int parts)
    {
        var files = results.Of(parts, Mutate);

        Assert.Equal(CommandLine.Run([.. Mutate, "--json"]), CommandLine.Run(["merge", .. files, "--json"]));
        Assert.Equal(CommandLine.Run(Mutate), CommandLine.Run(["merge", .. files]));
    }

    [Theory]
    [InlineData("verify", "handoff", "--runs", "6", "--guests", "2,3")]
    [InlineData("verify", "handoff", "--runs", "5", "--guests", "2", "--seed", "9", "--hooks", "ports")]
    public void PartsOfRunsGiveWhatOneRunGives(params string[] verify) =>
        Assert.Equal(CommandLine.Run([.. verify, "--json"]), CommandLine.Run(["merge", .. results.Of(3, verify)]));

    [Fact]
    public void PartsOfASearchGiveWhatAsManyWorkersGive()
    {
        string[] search = ["verify", "isolation", "--accesses", "6000"];

        Assert.Equal(CommandLine.Run([.. search, "--workers", "3", "--json"]), CommandLine.Run(["merge", .. results.Of(3, search)]));
    }

    [Fact]
    public void RunsOfTwoSeedsAreRefused() =>
        AssertRefused("differ in seed", results.Of(2, "verify", "handoff", "--runs", "2", "--guests", "2")[0], results.Write("x.json", CommandLine.Run("verify", "handoff", "--runs", "2", "--guests", "2", "--seed", "2", "--json", "--shard", "1/2").Output));

    [Fact]
    public void APartThatIsMissingIsNamed() => AssertRefused("1 of 3 parts are missing: 2/3", results.Of(3, Replay) is [var third, _, var first] ? [first, third] : []);

    [Fact]
    public void APartThatIsThereTwiceIsNamed()
    {
        var files = results.Of(2, Replay);
        File.Copy(files[0], results.PathOf("copy.json"));

        AssertRefused("part 2/2 is there twice", [.. files, results.PathOf("copy.json")]);
    }

    [Theory]
    [InlineData(0.5, "is no JSON; was that run cut off? Run that part again")]
    [InlineData(0, "it is empty: run that part again")]
    public void AResultThatWasCutOffIsRefused(double share, string message)
    {
        var files = results.Of(2, Replay);
        var text = File.ReadAllText(files[0]);

        AssertRefused(message, files[1], results.Write("cut.json", text[..(int)(text.Length * share)]));
    }

    [Fact]
    public void AResultWithoutItsLastLineIsRefused()
    {
        var files = results.Of(2, Replay);
        var lines = File.ReadAllLines(files[0]);

        AssertRefused("so that run was cut off", files[1], results.Write("cut.json", string.Join('\n', lines[..^1])));
    }

    [Fact]
    public void PartsOfTwoModelsAreRefused()
    {
        var changed = results.Write("ne2k.yaml", File.ReadAllText(RepositoryFiles.PathOf("models", "ne2k.yaml")) + "\n");
        var one = results.Of(2, Replay)[1];
        var other = results.Write("other.json", CommandLine.Run(["replay", changed, .. Replay[2..], "--json", "--shard", "2/2"]).Output);

        AssertRefused("differ in modelSha256", one, other);
    }

    [Fact]
    public void PartsOfTwoWorksAreRefused() => AssertRefused("these are parts of two works", results.Of(2, Replay)[0], results.Write("x.json", CommandLine.Run([.. Replay, "--json", "--shard", "1/3"]).Output));

    [Fact]
    public void ResultsOfTwoVerbsAreRefused()
    {
        var replayed = results.Of(2, Replay)[0];
        AssertRefused("are results of two verbs", replayed, results.Write("x.json", CommandLine.Run([.. Mutate, "--json", "--shard", "1/2"]).Output));
    }

    [Theory]
    [InlineData("there is no such file", "nowhere.json")]
    [InlineData("is no JSON", "README.md")]
    [InlineData("it is a folder", "docs")]
    [InlineData("RESULT is missing: 'merge' takes RESULT...")]
    public void WhatIsNoResultIsRefused(string message, params string[] files) => AssertRefused(message, files);

    public void Dispose() => results.Dispose();

    private static void AssertRefused(string message, params string[] files)
    {
        var (status, _, errors) = CommandLine.Run(["merge", .. files]);

        Assert.Equal(2, status);
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }
}
