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
        return new AttackRunner(script, Monitored.By(script.Model[0], script.Model[1]));
    }
}
