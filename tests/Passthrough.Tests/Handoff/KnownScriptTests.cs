using Dmm.Analysis.Trying;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Tests.Attacks;
using Passthrough.Handoff;

namespace Passthrough.Tests.Handoff;

/// <summary>What is known of the devices of the shipped models, from their data sheets: every model says it too.</summary>
public class KnownScriptTests
{
    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach (var path in Directory.GetFiles(RepositoryFiles.PathOf("models", "known"), "*.try").Order(StringComparer.Ordinal))
            foreach (var variant in Header(path)[2..])
                data.Add(Path.GetFileName(path), variant);
        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TheModelSaysIt(string name, string variant)
    {
        var path = RepositoryFiles.PathOf("models", "known", name);
        var model = ShippedModel.Load(Header(path)[1], variant);
        var script = TryScript.Read(File.ReadAllText(path), model);

        Assert.Empty(script.Faults);
        Assert.True(script.Moments + script.Attacks > 10);
        Assert.Empty(TryRun.Run(TableCompiler.Compile(model, Goals(model)), script, restoring: new RestoreTrial()));
    }

    [Theory]
    [InlineData("expect restored IMC = 0xffffffff, IMS = 5", null)]
    [InlineData("expect restored IMS = 5, IMC = 0xffffffff", "a hand-off restores IMC = 0xffffffff, IMS = 0x5, and it must restore IMS = 0x5, IMC = 0xffffffff")]
    [InlineData("expect restored IMS = *", null)]
    [InlineData("expect restored STATUS = 1", "a hand-off restores nothing of it")]
    [InlineData("expect restored block+8 = 0x20000000", null)]
    public void AHandoffTellsTheDeviceAllThatIsNamedInItsOrder(string line, string? problem)
    {
        var model = ShippedModel.Load("e1000", "qemu");
        var faults = TryRun.Run(TableCompiler.Compile(model, Goals(model)), TryScript.Read("W IMS = 5\n" + line, model), restoring: new RestoreTrial());

        if (problem is null)
            Assert.Empty(faults);
        else
            Assert.Contains(problem, Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    private static HookGoals Goals(DeviceModel model) =>
        HookGoals.Handoff | HookGoals.Dma | (model.SharesFrames ? HookGoals.Frames : HookGoals.None) | (model.Station is null ? HookGoals.None : HookGoals.Station);

    private static string[] Header(string path) => File.ReadLines(path).First(line => line.StartsWith("model ", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
