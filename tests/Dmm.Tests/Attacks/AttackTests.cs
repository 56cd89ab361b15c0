using Dmm.Analysis.Trying;
using Dmm.Compilation;
using Dmm.Hooking;

namespace Dmm.Tests.Attacks;

/// <summary>What guests try against their models, see <see cref="AttackFile"/>.</summary>
public class AttackTests
{
    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in AttackFile.All)
            foreach (var variant in file.Variants)
                data.Add(file.Name, variant);
        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TheMonitorJudgesAsExpected(string name, string variant)
    {
        var file = AttackFile.Read(name);
        var tables = TableCompiler.Compile(ShippedModel.Load(file.Model, variant), HookGoals.Handoff | HookGoals.Dma);
        var script = file.For(tables.Model);

        Assert.Equal(file.Cases.Count, script.Count);
        Assert.All(script.Cases, each => Assert.True(each.Steps is [.., { Kind: TryStepKind.ExpectDenied or TryStepKind.ExpectAllowed }], $"{name}: the case '{each.Name}' does not end with 'expect'"));
        Assert.Empty(TryRun.Run(tables, script));
    }

    [Fact]
    public void ACaseThatExpectsSomethingElseFailsOnItsLine()
    {
        var tables = TableCompiler.Compile(ShippedModel.Load("ne2k", "dp8390"), HookGoals.Handoff | HookGoals.Dma);
        var script = TryScript.Read("== a frame that is outside\nw io+0x04 1 0x80\nw io+0x05 1 0x40\nw io+0x00 1 0x26\nexpect allowed", tables.Model);

        var fault = Assert.Single(TryRun.Run(tables, script));
        Assert.Equal(4, fault.Line);
        Assert.StartsWith("a frame that is outside: 'w io+0x00 1 0x26' is denied by frame_in_ram", fault.Message, StringComparison.Ordinal);
    }
}
