using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Multiplexing;

/// <summary>A NIC that would read what a guest can change after the check is shared with nobody, whichever way it is asked for.</summary>
public class NoCopyTests
{
    [QemuTheory]
    [InlineData("virtio-net-pci", "virtio.yaml", "legacy", "ring0")]
    [InlineData("tulip", "tulip.yaml", "chained", "tx")]
    public void ItIsRefusedBeforeAGuestBegins(string device, string file, string variant, string structure)
    {
        using var nic = Started.Nic(new() { Device = device, Guests = 2, MemoryMib = 1 });
        var refused = Assert.Throws<ArgumentException>(() => new Multiplexer(Cards.Of(file, variant), nic, null, new FairScheduler(), new SharingOptions()));
        Assert.Contains($"no copy can be put in place of '{structure}'", refused.Message, StringComparison.Ordinal);
    }
}
