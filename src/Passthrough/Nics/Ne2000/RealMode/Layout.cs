namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>Where things are in the program's segment: code from 0 on, then these.</summary>
internal static class Layout
{
    public const int MostCodeBytes = 0x0c00;

    /// <summary>The counters that are reported, in the order of ReportCounters.</summary>
    public const int Counters = 0x0c00;

    // Variables: 32 bits each where more than a byte is needed, which a byte access reads as well.
    public const int Sequence = 0x0c40, Deadline = 0x0c44, FrameBytes = 0x0c48, DataBytes = 0x0c4c;
    public const int IsSending = 0x0c50, IsAnswered = 0x0c54, IsBroken = 0x0c58, MachineChecks = 0x0c5c;
    public const int NextPage = 0x0c60, ReceivedBytes = 0x0c64, MustResend = 0x0c68, Causes = 0x0c6c;

    /// <summary>What the card writes before a received frame: status, next page, bytes.</summary>
    public const int RingHeader = 0x0c70;

    /// <summary>How a reply begins: own address, the peer's.</summary>
    public const int ReplyAddresses = 0x0c80;

    /// <summary>The driver's texts.</summary>
    public const int Texts = 0x0d00;

    /// <summary>The card's PROM.</summary>
    public const int Prom = 0x0f80;

    public const int SendBuffer = 0x1000, ReceiveBuffer = 0x1800;

    /// <summary>The bytes of the image; behind it all is 0.</summary>
    public const int ImageBytes = SendBuffer + FrameFormat.Data;

    public const int StackTop = 0x8000;
}
