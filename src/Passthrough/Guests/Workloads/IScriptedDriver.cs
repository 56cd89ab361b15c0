using Passthrough.Guests.Scripted;

namespace Passthrough.Guests.Workloads;

/// <summary>A driver as the workload above it sees it: it sends frames, and waits for what its NIC has to say.</summary>
/// <remarks>Any member that waits may throw <see cref="MachineCheckException"/>; after that the driver is started again.</remarks>
public interface IScriptedDriver
{
    /// <summary>The address that it gives its NIC.</summary>
    ReadOnlyMemory<byte> StationAddress { get; }

    /// <summary>Whether it takes a frame now.</summary>
    bool HasRoom { get; }

    /// <summary>Frames that it took and that were not sent yet.</summary>
    int FramesInHand { get; }

    /// <summary>Interrupts that it took.</summary>
    long Interrupts { get; }

    /// <summary>Times that it had to recover.</summary>
    long Recoveries { get; }

    /// <summary>Finds the NIC and starts it. What was in hand is forgotten.</summary>
    /// <param name="io">By what it reaches the NIC.</param>
    /// <param name="events">Whom it tells what came of the frames.</param>
    ValueTask StartAsync(GuestIo io, IFrameEvents events);

    /// <summary>Takes a frame and sends it as soon as it can.</summary>
    /// <param name="frame">From the destination address to the end of the data.</param>
    /// <param name="tag">Identifies the frame in the report that it was sent.</param>
    ValueTask SendAsync(ReadOnlyMemory<byte> frame, uint tag);

    /// <summary>Waits until the NIC has something to say, or for a moment, and takes what it says.</summary>
    ValueTask ServeAsync(long untilNs);

    /// <summary>Stops the NIC.</summary>
    ValueTask StopAsync();

    /// <summary>Notes that the device failed under it.</summary>
    /// <exception cref="GuestGaveUpException">It did so too often.</exception>
    void TakeMachineCheck();
}
