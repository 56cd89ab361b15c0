using Dmm.Memory;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Attacks;

/// <summary>One attack with the monitor and without: it is the monitor that prevents harm, and the battlefield sees what it does not prevent.</summary>
public class BypassTests
{
    private const uint Own = 0x10_1000, Inside = 0x2000;

    private static readonly MemoryWindow[] Windows = [new(0x10_0000, 0x10_0000, 0x10_0000)];

    [QemuTheory]
    [InlineData("rtl8139", "c_mode")]
    [InlineData("rtl8139", "qemu")]
    [InlineData("e1000", "qemu")]
    [InlineData("pcnet", "am79c970a")]
    [InlineData("tulip", "dec21143")]
    [InlineData("i8255x", "i82559")]
    [InlineData("virtio", "modern")]
    public void WithTheMonitorNothingIsHarmed(string model, string variant)
    {
        using var field = new Battlefield(LiveDevice.For(model, variant), Windows);
        var attack = PlainAttack.On(model, Own, (uint)field.OtherAtDevice + Inside);
        var wire = new AttackWire();

        var tenant = field.Run(wire, async (io, _) =>
        {
            Store(field, attack);
            foreach (var each in attack.Writes)
                await io.Write(each.Offset, each.Size, each.Value, field.Device.Region);
            await field.ReceiveAsync(io, wire);
        });

        Assert.True(tenant.Counts.Denied > 0, "nothing was denied");
        Assert.Null(field.Bystanders.FirstChange());
        Assert.Empty(wire.Sent);
    }

    [QemuTheory]
    [InlineData("rtl8139", "c_mode")]
    [InlineData("e1000", "qemu")]
    [InlineData("pcnet", "am79c970a")]
    [InlineData("tulip", "dec21143")]
    [InlineData("i8255x", "i82559")]
    [InlineData("virtio", "modern")]
    public void WithoutItTheOtherGuestsMemoryIsSentAndChanged(string model, string variant)
    {
        using var field = new Battlefield(LiveDevice.For(model, variant), Windows);
        var attack = PlainAttack.On(model, (uint)field.Memory.AtDevice(Own), (uint)field.OtherAtDevice + Inside);
        var wire = new AttackWire();
        field.Nic.Reset();

        Store(field, attack);
        foreach (var each in attack.Writes)
            field.Nic.Write(field.Device.Region, each.Offset, each.Size, each.Value);
        field.Drain(wire);
        field.Nic.Advance(field.Device.DeafNs(field.Nic));
        wire.LetFramesCome();
        while (wire.TrySend(0, out var frame))
            field.Nic.Deliver(frame);
        field.Nic.Advance(5_000_000);

        Assert.True(wire.Sent.Count > 0 && Bystanders.AreIn(wire.Sent[0], run: 60), $"{wire.Sent.Count} frames left");
        Assert.Contains("the other guest's memory has", field.Bystanders.FirstChange(), StringComparison.Ordinal);
    }

    private static void Store(Battlefield field, PlainAttack attack)
    {
        foreach (var (at, value) in attack.Stores)
            Assert.True(field.Memory.TryWrite(Own + at, BitConverter.GetBytes(value)));
    }
}
