namespace Passthrough.Nics.Pcnet;

/// <summary>Where a driver has its initialization block, its rings and its buffers.</summary>
internal sealed class PcnetLayout
{
    /// <summary>The longest frame with its check sequence, rounded up to a whole number of lines of a cache.</summary>
    public const int MostFrameBytes = 1536;

    private const int BlockBytes = 32; // 28, and up to where a ring may begin

    private readonly int receiveBufferBytes;
    private readonly uint receiveBuffers, transmitBuffers;

    public PcnetLayout(PcnetDriverOptions options)
    {
        Block = options.MemoryAt;
        ReceiveEntries = 1 << options.ReceiveLog;
        TransmitEntries = 1 << options.TransmitLog;
        receiveBufferBytes = options.ReceiveBufferBytes;
        ReceiveRing = Block + BlockBytes;
        TransmitRing = ReceiveRing + (uint)(ReceiveEntries * PcnetDescriptor.ByteCount);
        receiveBuffers = TransmitRing + (uint)(TransmitEntries * PcnetDescriptor.ByteCount);
        transmitBuffers = receiveBuffers + (uint)(ReceiveEntries * receiveBufferBytes);
        End = transmitBuffers + (uint)(TransmitEntries * MostFrameBytes);
    }

    public int ReceiveEntries { get; }

    public int TransmitEntries { get; }

    public uint Block { get; }

    public uint ReceiveRing { get; }

    public uint TransmitRing { get; }

    /// <summary>The address after all of it.</summary>
    public uint End { get; }

    public uint ReceiveBuffer(int entry) => receiveBuffers + (uint)(entry * receiveBufferBytes);

    public uint TransmitBuffer(int entry) => transmitBuffers + (uint)(entry * MostFrameBytes);
}
