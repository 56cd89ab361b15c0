namespace Passthrough.Devices.Simulated;

/// <summary>What the remote DMA engine does: the RD field of the command register.</summary>
internal enum RemoteDmaMode
{
    /// <summary>Nothing, or it is done.</summary>
    None = 0,

    /// <summary>Memory to the data port.</summary>
    Read = 1,

    /// <summary>The data port to memory.</summary>
    Write = 2,

    /// <summary>The frame at BNRY to the data port; BNRY moves behind it at the end.</summary>
    SendPacket = 3,
}
