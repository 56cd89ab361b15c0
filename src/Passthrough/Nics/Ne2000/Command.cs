namespace Passthrough.Nics.Ne2000;

/// <summary>What a driver writes to CR: page, remote DMA and whether the NIC runs, in one (data sheet, CR).</summary>
internal static class Command
{
    public const byte Stop = 0x21, StopOnPage1 = 0x61;
    public const byte Run = 0x22, RunOnPage1 = 0x62, RunOnPage2 = 0xa2;
    public const byte RemoteRead = 0x0a, RemoteWrite = 0x12;
    public const byte Transmit = 0x26;
}
