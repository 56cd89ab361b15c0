using Dmm.Tracing;
using Passthrough.Guests.Scripted;
using Passthrough.Tests.Qemu;
using Xunit.Abstractions;

namespace Passthrough.Tests.Attacks;

/// <summary>Random guests at the devices themselves, with frames that come in meanwhile: nobody else's memory is changed, and none of it leaves.</summary>
public class LiveSearchTests(ITestOutputHelper output)
{
    private const int Accesses = 400, FramesEvery = 25;
    private const int LeakRun = 12; // fewer side by side may be values that the guest itself wrote

    [QemuTheory]
    [InlineData("rtl8139", "c_mode", 15)]
    [InlineData("rtl8139", "qemu", 15)]
    [InlineData("e1000", "qemu", 30)]
    [InlineData("pcnet", "am79c970a", 30)]
    public void NoGuestHarmsAnybody(string model, string variant, int guests)
    {
        using var field = new Battlefield(LiveDevice.For(model, variant), Intruders.WindowsOf(model));
        var (denied, sent, received) = (0L, 0, 0);
        for (var seed = 0; seed < guests; seed++)
        {
            var wire = new AttackWire();
            var tenant = field.Run(wire, (io, _) => AttackAsync(field, wire, Intruders.AccessesOf(model, seed, io.Memory).Take(Accesses).Concat(Intruders.LastOf(model, seed)), io));
            denied += tenant.Counts.Denied;
            sent += wire.Sent.Count;
            received += field.HasReceived() ? 1 : 0;
            var change = field.Bystanders.FirstChange();
            Assert.True(change is null, $"seed {seed}: {change}");
            Assert.True(!wire.Sent.Exists(frame => Bystanders.AreIn(frame, LeakRun)), $"seed {seed}: a frame left with bytes that are not the attacker's");
        }
        output.WriteLine($"{guests * Accesses} accesses, {denied} denied; {sent} frames left, frames came in to {received} of {guests} guests");
        Assert.True(denied > guests && denied < guests * Accesses && sent > 0 && received > 0, "the guests do too little to tell anything");
    }

    private static async Task AttackAsync(Battlefield field, AttackWire wire, IEnumerable<TraceEvent> accesses, GuestIo io)
    {
        var number = 0;
        foreach (var access in accesses)
        {
            if (++number % FramesEvery == 0)
                wire.LetFramesCome();
            if (access.Kind == TraceEventKind.Write)
                await io.Write(access.Offset, access.Size, access.Value, access.Region);
            else
                await io.Read(access.Offset, access.Size, access.Region);
        }
        await field.ReceiveAsync(io, wire);
    }
}
