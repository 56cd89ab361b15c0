using Dmm.Tests.Attacks;
using Passthrough.Tests.Qemu;
using Xunit.Abstractions;

namespace Passthrough.Tests.Attacks;

/// <summary>What guests try against their models, on the device itself: nobody else's memory is changed, and none of it leaves.</summary>
/// <remarks>
/// The attacks of e1000.txt are made for the chip. On QEMU, whose I/O window and reset do nothing, some of them are judged in another way, so what
/// the file expects holds for the others only.
/// </remarks>
public class LiveAttackTests(ITestOutputHelper output)
{
    [QemuTheory]
    [InlineData("rtl8139.txt")]
    [InlineData("rtl8139-c_mode.txt")]
    [InlineData("e1000.txt")]
    [InlineData("e1000-qemu.txt")]
    [InlineData("pcnet.txt")]
    [InlineData("tulip.txt")]
    public void NoAttackHarmsAnybody(string file)
    {
        var script = AttackScript.Read(file);
        using var field = new Battlefield(LiveDevice.For(script.Model[0], script.Model[1]), script.Windows);
        var attack = new LiveAttack(field, script);
        var played = script.Names.Select(name => (Name: name, Outcome: attack.Play(name))).ToList();

        output.WriteLine($"{played.Count} cases: something was denied in {played.Count(each => each.Outcome.Denied > 0)}, "
            + $"frames came in in {played.Count(each => each.Outcome.HasReceived)}; {played.Sum(each => each.Outcome.Sent)} frames left");
        var isOther = field.Device.Variant != script.Model[1];
        Assert.Empty(played.Where(each => each.Outcome.Harm is not null).Select(each => $"{file}: {each.Name}: {each.Outcome.Harm}"));
        Assert.Empty(played.Where(each => each.Outcome.Unexpected is not null && !isOther).Select(each => $"{each.Name}: {each.Outcome.Unexpected}"));
        Assert.True(played.Exists(each => each.Outcome.Denied > 0), "nothing was denied: these are no attacks");
    }
}
