using Passthrough.Devices;

namespace Passthrough.Tests.Attacks;

/// <summary>An access that a test makes by hand; all of a device are in one region.</summary>
internal readonly record struct ByHand(uint Offset, int Size, uint Value, bool IsWrite = true);

/// <summary>A NIC of QEMU that can be attacked: what puts it to rest without restarting QEMU, and what makes it listen.</summary>
/// <param name="Device">QEMU's name of it.</param>
/// <param name="Model">The model that guards it.</param>
/// <param name="Variant">Its variant.</param>
/// <param name="Resets">Leaves no address of memory in it. A start of QEMU for every case would take minutes.</param>
/// <param name="Looks">A read that every guest may make, and that changes nothing.</param>
/// <param name="Wakes">What an attacker writes when all is prepared, so that frames from the wire go where it has pointed the device.</param>
internal sealed record LiveDevice(string Device, string Model, string Variant, IReadOnlyList<ByHand> Resets, ByHand Looks, IReadOnlyList<ByHand> Wakes)
{
    /// <summary>The region that accesses by hand are in.</summary>
    public int Region { get; init; }

    /// <summary>Whether a frame leaves some time after the write that gave it: QEMU's virtio sends by a task of its own (hw/net/virtio-net.c, virtio_net_tx_bh).</summary>
    public bool SendsLater { get; init; }

    /// <summary>How long it takes until the device receives: QEMU's e1000 is deaf for a second after each write of RCTL (hw/net/e1000.c, flush_queue_timer).</summary>
    /// <returns>0 also where it has no buffers to receive into, so that nobody waits for nothing.</returns>
    public long DeafNs(IPhysicalNic nic)
    {
        const long flushNs = 1_050_000_000;
        return Device == "e1000" && (nic.Read(0, 0x100, 4) & 2) != 0 && nic.Read(0, 0x2810, 4) != nic.Read(0, 0x2818, 4) ? flushNs : 0;
    }

    /// <summary>The device that the attacks of a file are played on.</summary>
    public static LiveDevice For(string model, string variant) => model switch
    {
        "rtl8139" => new("rtl8139", model, variant,
            [new(0x44, 4, 0), new(0x37, 1, 0x10), new(0x20, 4, 0), new(0x24, 4, 0), new(0x28, 4, 0), new(0x2c, 4, 0), new(0x30, 4, 0), new(0x3e, 2, 0xffff)],
            new(0x3c, 2, 0, IsWrite: false),
            [new(0x37, 1, 0x0c), new(0x44, 4, 0xf70f)]),
        "pcnet" => new("pcnet", model, variant,
            [new(0x14, 2, 0, IsWrite: false), new(0x12, 2, 0), new(0x10, 2, 4)],
            new(0x12, 2, 0, IsWrite: false),
            [new(0x12, 2, 0), new(0x10, 2, 0x48)]),
        "tulip" => new("tulip", model, variant,
            [new(0x30, 4, 0), new(0x00, 4, 1), new(0x38, 4, 0), new(0x18, 4, 0), new(0x20, 4, 0)], // CSR0.SWR leaves both rings in QEMU
            new(0x28, 4, 0, IsWrite: false),
            [new(0x30, 4, 0x2042)]),
        "i8255x" => new("i82559er", model, variant,
            [new(0x08, 4, 0), new(0x04, 4, 0)],
            new(0x00, 1, 0, IsWrite: false),
            [new(0x02, 1, 0x01)]),
        "virtio" => new("virtio-net-pci", model, variant,
            [new(0x14, 1, 0)],
            new(0x12, 2, 0, IsWrite: false),
            [new(0x14, 1, 0x0f), new(0x3000, 2, 0), new(0x3004, 2, 1)])
        {
            Region = 4,
            SendsLater = true,
        },
        _ => new("e1000", "e1000", "qemu",
            [
                new(0x100, 4, 0), new(0x400, 4, 0), new(0xd8, 4, uint.MaxValue), // both units off, no interrupts; CTRL.RST resets nothing in QEMU
                .. new uint[] { 0x2800, 0x3800 }.SelectMany(ring => new uint[] { 0, 4, 8, 0x10, 0x18 }.Select(part => new ByHand(ring + part, 4, 0))),
            ],
            new(0x8, 4, 0, IsWrite: false),
            [new(0x100, 4, 0x801a)]),
    };
}
