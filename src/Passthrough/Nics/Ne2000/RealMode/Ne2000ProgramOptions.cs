namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>What the driver does, and where it finds its card.</summary>
internal sealed record Ne2000ProgramOptions
{
    /// <summary>The card's first port.</summary>
    public ushort PortBase { get; init; } = 0x300;

    /// <summary>The input of the interrupt controller that the card's line goes to: 0 to 7.</summary>
    public int Interrupt { get; init; } = 3;

    /// <summary>The number that marks this guest's frames.</summary>
    public ushort Stream { get; init; } = 1;

    /// <summary>Its own address.</summary>
    public IReadOnlyList<byte> StationAddress { get; init; } = [0x52, 0x54, 0x00, 0x12, 0x34, 0x56];

    /// <summary>Whom it talks to.</summary>
    public IReadOnlyList<byte> PeerAddress { get; init; } = [0x52, 0x54, 0x00, 0x00, 0x00, 0x01];

    /// <summary>Requests that it sends, one after the other.</summary>
    public uint Frames { get; init; } = 100;

    /// <summary>The shortest frame, from 60 bytes on.</summary>
    public int LeastFrameBytes { get; init; } = 60;

    /// <summary>The longest frame, up to 1514 bytes. Lengths go through the whole range, in steps.</summary>
    public int MostFrameBytes { get; init; } = 1514;

    /// <summary>The causes that it lets interrupt it (IMR).</summary>
    public byte InterruptMask { get; init; } = 0x3f;

    /// <summary>The first of the six pages it sends from.</summary>
    public byte SendPage { get; init; } = 0x40;

    /// <summary>The first page of the receive ring (PSTART).</summary>
    public byte RingStart { get; init; } = 0x4c;

    /// <summary>The page after the last of the receive ring (PSTOP).</summary>
    public byte RingEnd { get; init; } = 0x80;

    /// <summary>How long it waits for a reply until it takes it for lost.</summary>
    public uint ReplyWithinUs { get; init; } = 100_000;

    /// <summary>Says what is wrong with these options and what to do; null if nothing.</summary>
    public string? FindProblem() =>
        StationAddress.Count != 6 || PeerAddress.Count != 6 ? "an address of an Ethernet station has six bytes; give six for the guest and six for its peer"
        : LeastFrameBytes < 60 || MostFrameBytes > 1514 || LeastFrameBytes > MostFrameBytes
            ? $"frames of {LeastFrameBytes} to {MostFrameBytes} bytes cannot be sent; choose a range within 60 to 1514"
        : RingStart >= RingEnd ? $"a ring from page 0x{RingStart:x2} to 0x{RingEnd:x2} is empty; its start must be below its end"
        : Interrupt is < 0 or > 7 ? $"interrupt {Interrupt} is not one of the controller's; choose 0 to 7"
        : ReplyWithinUs is 0 or > int.MaxValue ? $"a reply cannot be waited for {ReplyWithinUs} us; choose 1 to {int.MaxValue}"
        : null;
}
