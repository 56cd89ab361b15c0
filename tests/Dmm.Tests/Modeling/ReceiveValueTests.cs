using Dmm.Modeling.Model;
using Dmm.Tests.Semantics;

namespace Dmm.Tests.Modeling;

/// <summary>A <c>receive</c> section as the loader understands it.</summary>
public class ReceiveValueTests
{
    private const string Variant = """

        variants:
          wide:
            receive:
              ring: { unit: 0x200, end: 0x40 }
              accepts: { everything: }
              widen: []
          deaf:
            receive:
        """;

    private static ReceiveInfo? Receive(string? variant) => SmallDevice.Load(ReceivingDevice.Text + Variant, variant).Model!.Receive;

    [Fact]
    public void EveryPartIsWhatTheFileSays()
    {
        var receive = Receive(null)!;
        Assert.Equal(("ram", 0x100u, "FIRST", "END"), (receive.Window.Name, receive.Unit, receive.First.Text, receive.End.Text));
        Assert.Equal(("BND", "CUR"), (receive.Read.Name, receive.Next.Name));
        Assert.Equal((4u, 1u, 0u, "STAT"), (receive.HeaderBytes, receive.HeaderNext, receive.HeaderStatus, receive.StatusRegister!.Name));
        Assert.Equal(0x31UL, receive.Causes);
        Assert.Equal(("MAC", "HASH", "MODE.ANY"), (receive.Accepts.Station.Name, receive.Accepts.Hash!.Name, receive.Accepts.Everything!.Text));
        Assert.Equal(["MODE", "HASH"], receive.Widened.Select(widened => widened.Register.Name));
    }

    [Fact]
    public void AVariantIsLaidOverIt()
    {
        var receive = Receive("wide")!;
        Assert.Equal((0x200u, 0x40UL, "FIRST"), (receive.Unit, receive.End.Constant, receive.First.Text));
        Assert.Null(receive.Accepts.Everything);
        Assert.NotNull(receive.Accepts.Broadcast);
        Assert.Empty(receive.Widened);
    }

    [Fact]
    public void AVariantMayTakeItAway() => Assert.Null(Receive("deaf"));
}
