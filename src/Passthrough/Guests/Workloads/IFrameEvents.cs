namespace Passthrough.Guests.Workloads;

/// <summary>What a driver reports of its frames.</summary>
public interface IFrameEvents
{
    /// <summary>The NIC says that a frame is out.</summary>
    void Sent(uint tag, int byteCount);

    /// <summary>A frame came. It is the driver's memory, and good until this returns.</summary>
    void Received(ReadOnlySpan<byte> frame);
}
