using Dmm.Analysis.Mutation;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Loading;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Dmm.Tests.Drivers;

/// <summary>Drivers of other systems are allowed, and what is denied of them is denied for the reason that the table names.</summary>
public class DriverTests
{
    private static readonly string Folder = RepositoryFiles.PathOf("tests", "Dmm.Tests", "Drivers");

    public static TheoryData<string, string, string, string> Verdicts()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var words in File.ReadAllLines(Path.Combine(Folder, "verdicts.txt")).Select(line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0))
            data.Add(words[0], words[1], words[2], string.Join(' ', words[3..]));
        return data;
    }

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void ItsRecordingIsJudgedAsTheTableSays(string model, string driver, string variant, string verdict)
    {
        var report = Replay(model, driver, variant);

        var denied = report.Denied.SelectMany(each => each.Checks.Select(failure => failure.Name).DefaultIfEmpty("unlisted")).Distinct().ToList();
        Assert.Equal(verdict, denied.Count == 0 ? "allowed" : string.Join(' ', denied));
    }

    [Theory]
    [InlineData("dp8390")]
    [InlineData("qemu")]
    public void ADriverThatStopsNoRemoteDmaCanBeHandedOver(string variant)
    {
        foreach (var driver in (string[])["serenity", "minix"])
            Assert.Equal("idle", Replay("ne2k", driver, variant).Machines.Single(machine => machine.Name == "remote_dma").Final);
    }

    [Theory]
    [InlineData("ne2k")]
    [InlineData("rtl8139")]
    [InlineData("e1000")]
    [InlineData("pcnet")]
    public void NoLineAboutHarmlessPlacesCanBeLeftOut(string name)
    {
        var file = RepositoryFiles.Bytes("models", $"{name}.yaml");
        var mutants = MutationOperators.Apply($"{name}.yaml", file, null, ["drop-harmless"]);

        Assert.NotEmpty(mutants);
        Assert.All(mutants, mutant => Assert.NotEqual(0, Replay(name, "reserved", ModelLoader.Load($"{name}.yaml", System.Text.Encoding.UTF8.GetBytes(mutant.Text), null)).DeniedCount));
    }

    [Fact]
    public void EveryScriptHasALogAndAVerdict()
    {
        var scripts = Directory.EnumerateFiles(Folder, "*.qtest", SearchOption.AllDirectories).ToList();

        Assert.All(scripts, script => Assert.True(File.Exists(Path.ChangeExtension(script, ".log")), script));
        Assert.Equal(scripts.Select(script => Path.GetRelativePath(Folder, script)[..^6].Replace('\\', '/')).Order(StringComparer.Ordinal),
            Verdicts().Select(row => $"{row[0]}/{row[1]}").Distinct().Order(StringComparer.Ordinal));
    }

    private static ReplayReport Replay(string name, string driver, string variant)
    {
        var path = RepositoryFiles.PathOf("models", $"{name}.yaml");
        return Replay(name, driver, ModelLoader.Load(path, File.ReadAllBytes(path), variant));
    }

    private static ReplayReport Replay(string name, string driver, LoadResult result)
    {
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        using var reader = TraceReaders.Open(File.OpenRead(Path.Combine(Folder, name, $"{driver}.log")), new TraceReaderOptions { PciIds = result.Model.PciIds });
        var memory = new GuestMap(new MemoryWindow(0, 512 << 20, 0)); // what QEMU was started with
        return new Replayer(TableCompiler.Compile(result.Model, HookGoals.Handoff | HookGoals.Dma), memory: memory).Run(reader);
    }
}
