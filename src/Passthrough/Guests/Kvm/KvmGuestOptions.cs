namespace Passthrough.Guests.Kvm;

/// <summary>What a KVM guest is made of.</summary>
public sealed record KvmGuestOptions
{
    /// <summary>What people call the guest.</summary>
    public required string Name { get; init; }

    /// <summary>What it runs.</summary>
    public required GuestProgram Program { get; init; }

    /// <summary>The first port of the device, which is offset 0 of its region 0.</summary>
    public ushort PortBase { get; init; } = 0x300;

    /// <summary>Ports that the device has.</summary>
    public int PortCount { get; init; } = 0x20;

    /// <summary>The input of the interrupt controller that the device's line goes to: 0 to 7.</summary>
    public int Interrupt { get; init; } = 3;

    /// <summary>Host time after which a run ends, whatever the guest does.</summary>
    public int SliceMs { get; init; } = 10;

    /// <summary>Host time that the guest may compute without any sign of life before it is stopped.</summary>
    public int SpinLimitMs { get; init; } = 2_000;

    /// <summary>Where KVM is.</summary>
    public string DevicePath { get; init; } = "/dev/kvm";

    /// <summary>Says what is wrong with these options and what to do; null if nothing.</summary>
    internal string? FindProblem() =>
        Program.Image.Length > GuestProgram.MostBytes ? $"the program of {Name} has {Program.Image.Length} bytes; a segment holds {GuestProgram.MostBytes}"
        : PortCount < 1 || PortBase + PortCount > 0x10000 ? $"ports 0x{PortBase:x} and {PortCount - 1} more are not all ports; they go up to 0xffff"
        : PortBase <= ChipsetPorts.Wake + 3 ? $"ports from 0x{PortBase:x} on belong to the guest's chipset; give the device ports from 0x100 on"
        : Interrupt is < 0 or > 7 ? $"interrupt {Interrupt} is not one of the controller's; choose 0 to 7"
        : SliceMs < 1 || SpinLimitMs < SliceMs ? $"a time slice of {SliceMs} ms and a spin limit of {SpinLimitMs} ms do not fit; both are above 0, and the limit is not below the slice"
        : null;
}
