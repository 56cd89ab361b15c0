using Dmm.Analysis.Hooks;
using Dmm.Compilation;
using Dmm.Modeling.Loading;
using Dmm.Monitoring;
using Xunit.Sdk;

namespace Dmm.Tests.Attacks;

/// <summary>What guests try against their models; the cases stand in text files, see <see cref="AttackScript"/>.</summary>
public class AttackTests
{
    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.GetFiles(AttackScript.Folder, "*.txt").Order(StringComparer.Ordinal).Select(file => Path.GetFileName(file)))
            foreach (var name in AttackScript.Read(file).Names)
                data.Add(file, name);
        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TheMonitorJudgesAsExpected(string file, string name) => Runner(file).Run(name);

    [Fact]
    public void ACaseThatExpectsSomethingElseFailsOnItsLine()
    {
        var failure = Assert.ThrowsAny<XunitException>(() => Runner("Wrong/ne2k.txt").Run("a frame that is outside, but expected to be inside"));

        Assert.Contains("ne2k.txt:7: w io+0x00 1 0x26: denied by frame_in_ram", failure.Message, StringComparison.Ordinal);
    }

    private static AttackRunner Runner(string file)
    {
        var script = AttackScript.Read(file);
        var path = RepositoryFiles.PathOf("models", script.Model[0] + ".yaml");
        var result = ModelLoader.Load(path, File.ReadAllBytes(path), script.Model[1]);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        var tables = TableCompiler.Compile(result.Model, HookGoals.Handoff | HookGoals.Dma);
        return new AttackRunner(script, memory => new DeviceMonitor(tables));
    }
}
