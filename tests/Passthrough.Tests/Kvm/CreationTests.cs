using Passthrough.Guests.Kvm;

namespace Passthrough.Tests.Kvm;

/// <summary>Why a guest cannot be made; nothing here needs KVM.</summary>
public sealed class CreationTests
{
    private static readonly KvmGuestOptions Options = new() { Name = "a", Program = SmallProgram.Of(a => a.hlt()) };

    [Fact]
    public void WithoutKvmItSaysWhatToLoad() =>
        AssertNone(Options with { DevicePath = "/dev/no-such-kvm" }, "/dev/no-such-kvm does not exist", "modprobe");

    [Fact]
    public void AFileThatIsNotKvmIsNamed()
    {
        var path = Path.GetTempFileName();
        AssertNone(Options with { DevicePath = path }, path, "does not answer as KVM does");
        File.Delete(path);
    }

    [Fact]
    public void AFolderThatIsNotKvmIsNamed() => AssertNone(Options with { DevicePath = Path.GetTempPath() }, Path.GetTempPath());

    [Fact]
    public void OptionsThatDoNotFitAreNamed()
    {
        AssertNone(Options with { PortBase = 0xfff0 }, "0xfff0");
        AssertNone(Options with { PortBase = 0x60 }, "chipset");
        AssertNone(Options with { PortCount = 0 }, "ports");
        AssertNone(Options with { Interrupt = 8 }, "interrupt 8");
        AssertNone(Options with { SliceMs = 0 }, "slice of 0 ms");
        AssertNone(Options with { SpinLimitMs = 1 }, "spin limit of 1 ms");
        AssertNone(Options with { Program = Options.Program with { Image = new byte[0x10001] } }, "65537 bytes");
    }

    private static void AssertNone(KvmGuestOptions options, params string[] parts)
    {
        Assert.Null(KvmGuest.TryCreate(options, out var problem));
        foreach (var part in parts)
            Assert.Contains(part, problem, StringComparison.Ordinal);
    }
}
