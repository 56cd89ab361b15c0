using Dmm.Tests.Attacks;
using Passthrough.Tests.Qemu;
using Xunit.Abstractions;

namespace Passthrough.Tests.Attacks;

/// <summary>What guests try against their models, on the device itself: nobody else's memory is changed, and none of it leaves.</summary>
public class LiveAttackTests(ITestOutputHelper output)
{
    [QemuTheory]
    [InlineData("rtl8139.try", "qemu")]
    [InlineData("rtl8139-qemu.try", "qemu")]
    [InlineData("rtl8139-c_mode.try", "c_mode")]
    [InlineData("e1000.try", "qemu")]
    [InlineData("e1000-qemu.try", "qemu")]
    [InlineData("pcnet.try", "am79c970a")]
    [InlineData("tulip.try", "dec21143")]
    [InlineData("i8255x.try", "i82559")]
    [InlineData("virtio.try", "modern")]
    public void NoAttackHarmsAnybody(string name, string variant)
    {
        var file = AttackFile.Read(name);
        var device = LiveDevice.For(file.Model, variant);
        var script = file.For(ShippedModel.Load(device.Model, device.Variant));
        using var field = new Battlefield(device, script.Map.Windows);
        var attack = new LiveAttack(field);
        var played = script.Cases.Select(each => (each.Name, Outcome: attack.Play(each))).ToList();

        output.WriteLine($"{played.Count} cases: something was denied in {played.Count(each => each.Outcome.Denied > 0)}, "
            + $"frames came in in {played.Count(each => each.Outcome.HasReceived)}; {played.Sum(each => each.Outcome.Sent)} frames left");
        var harm = played.Where(each => each.Outcome.Harm is not null).Select(each => $"{name}: {each.Name}: {each.Outcome.Harm}").ToList();
        Assert.True(harm.Count == 0, string.Join('\n', harm)); // as a collection it would be shortened
        Assert.Empty(played.Where(each => each.Outcome.Unexpected is not null).Select(each => $"{each.Name}: {each.Outcome.Unexpected}"));
        Assert.True(played.Exists(each => each.Outcome.Denied > 0), "nothing was denied: these are no attacks");
    }
}
