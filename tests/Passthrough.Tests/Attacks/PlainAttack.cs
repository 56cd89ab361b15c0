namespace Passthrough.Tests.Attacks;

/// <summary>The shortest attack on each device: it is to send out of the memory of another guest, and to receive into it.</summary>
/// <param name="Stores">Words of the attacker's memory, by their distance from where its structures begin.</param>
/// <param name="Writes">What it writes then.</param>
internal sealed record PlainAttack(IReadOnlyList<(uint At, uint Value)> Stores, IReadOnlyList<ByHand> Writes)
{
    private const uint FrameBytes = 60;

    /// <summary>The attack on a device.</summary>
    /// <param name="model">Its model.</param>
    /// <param name="own">Where the attacker's structures begin.</param>
    /// <param name="other">Where the other guest's memory is.</param>
    public static PlainAttack On(string model, uint own, uint other) => model switch
    {
        "rtl8139" => new([], [new(0x30, 4, other), new(0x37, 1, 0x0c), new(0x44, 4, 0xf70f), new(0x20, 4, other), new(0x10, 4, FrameBytes)]),
        "pcnet" => new(
            [
                (0x0, 0x1010_0000), (0x4, 0), (0x14, own + 0x100), (0x18, own + 0x200), // the block: both rings of two entries
                (0x100, other), (0x104, 0x8000_fa00), (0x200, other), (0x204, 0x8300_0000 | 0x1_0000 - FrameBytes),
            ],
            [
                new(0x12, 2, 20), new(0x16, 2, 2), .. Csr(1, own & 0xffff), .. Csr(2, own >> 16), .. Csr(0, 1), .. Csr(0, 0x42), .. Csr(0, 0x48),
            ]),
        "tulip" => new(
            [(0x100, 0x8000_0000), (0x104, 0x200_0600), (0x108, other), (0x200, 0x8000_0000), (0x204, 0x6200_0000 | FrameBytes), (0x208, other)],
            [new(0x0, 4, 1), new(0x18, 4, own + 0x100), new(0x20, 4, own + 0x200), new(0x30, 4, 0x2042), new(0x8, 4, 1)]),
        "i8255x" => new(
            [(0x0, 0x800c_0000), (0x8, own + 0x10), (0xc, 0x0100_0000), (0x10, other), (0x14, 0x1_0000 | FrameBytes)],
            [new(0x8, 4, 0), new(0x4, 4, 0), new(0x2, 1, 0x60), new(0x2, 1, 0x06), new(0x4, 4, own), new(0x2, 1, 0x10), new(0x4, 4, other), new(0x2, 1, 0x01)]),
        "virtio" => new( // queues 0 and 1: a table of one entry, then what is given and what is used
            [
                (0x0, other), (0x4, 0), (0x8, 2048), (0xc, 2), (0x100, 0x1_0000), (0x104, 0), (0x1000, other), (0x1004, 0), (0x1008, 12 + FrameBytes), (0x100c, 0), (0x1100, 0x1_0000), (0x1104, 0),
            ],
            [new(0x14, 1, 0), new(0x14, 1, 3), new(0x8, 4, 1), new(0xc, 4, 1), new(0x14, 1, 0xb), .. Queue(0, own), .. Queue(1, own + 0x1000), new(0x14, 1, 0xf), new(0x3000, 2, 0), new(0x3004, 2, 1)]),
        _ => new(
            [(0x0, other), (0x4, 0), (0x8, 0x0b00_0000 | FrameBytes), (0x100, other), (0x104, 0), (0x108, 0), (0x10c, 0)],
            [.. Ring(0x3800, own), new(0x400, 4, 0xa), new(0x3818, 4, 1), .. Ring(0x2800, own + 0x100), new(0x2818, 4, 1), new(0x100, 4, 0x801a)]),
    };

    private static ByHand[] Queue(uint number, uint at) =>
        [new(0x16, 2, number), new(0x18, 2, 4), new(0x20, 4, at), new(0x24, 4, 0), new(0x28, 4, at + 0x100), new(0x2c, 4, 0), new(0x30, 4, at + 0x200), new(0x34, 4, 0), new(0x1c, 2, 1)];

    private static ByHand[] Csr(uint number, uint value) => [new(0x12, 2, number), new(0x10, 2, value)];

    private static ByHand[] Ring(uint at, uint own) => [new(at, 4, own), new(at + 4, 4, 0), new(at + 8, 4, 0x80), new(at + 0x10, 4, 0), new(at + 0x18, 4, 0)];
}
