using Dmm.Modeling.Loading;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Tests.Qemu;
using Passthrough.Verification.Isolation.Scripts;
using Passthrough.Verification.Isolation.Search;
using Xunit.Abstractions;

namespace Isolation.Tests;

/// <summary>Scripts by which searches have found a way through, against the same honest driver: they find none any more.</summary>
public class FoundTests(ITestOutputHelper output)
{
    private static string Folder => RepositoryFiles.PathOf("tests", "Isolation.Tests", "Found");

    public static TheoryData<string> OnSimulated => Of("simulated");

    public static TheoryData<string> OnQemu => Of("qemu");

    [Theory]
    [MemberData(nameof(OnSimulated))]
    public void WhatWasFoundIsClosed(string file) => Play(file);

    [QemuTheory]
    [MemberData(nameof(OnQemu))]
    public void WhatWasFoundOnQemuIsClosed(string file) => Play(file);

    private void Play(string file)
    {
        var words = file.Split('.');
        var bytes = RepositoryFiles.Bytes("models", words[0] + ".yaml");
        var bench = SearchBench.Find(ModelLoader.Load(words[0] + ".yaml", bytes).Model!, words[1])!;
        var model = ModelLoader.Load(words[0] + ".yaml", bytes, bench.Variant).Model!;
        var lines = File.ReadAllLines(Path.Combine(Folder, file)).Select((line, at) => new ScriptLine(file, at + 1, line));
        using var nic = bench.TryMake(model, out var problem);
        Assert.True(nic is not null, problem);
        var outcome = new SearchRun(SharingHooks.Compile(model), bench, Protections.All).Play(nic, new ScriptReader(IsolationCase.Guests).Read(lines), null);
        output.WriteLine($"{outcome.Steps} steps, {outcome.Denied} denied, {outcome.Handoffs} hand-offs, {outcome.Problem}");
        Assert.Empty(outcome.Findings);
    }

    private static TheoryData<string> Of(string device) =>
        [.. Directory.GetFiles(Folder, $"*.{device}.*").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
