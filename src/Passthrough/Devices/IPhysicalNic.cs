using System.Diagnostics.CodeAnalysis;

namespace Passthrough.Devices;

/// <summary>A physical NIC as the code that shares it sees it: registers, an interrupt line, a reset, time, and the wire behind it.</summary>
/// <remarks>
/// <para>Every kind of NIC stands behind this: simulated, in another process, or hardware. Why it has these members and no
/// others stands in docs/decisions/0007-what-a-physical-nic-is.md.</para>
/// <para>One caller at a time. A device has no thread of its own: all that it has to say, it says inside a call.</para>
/// <para>Nothing that a guest does makes a member throw. A device that is gone reads as all ones, as a bus without one does,
/// and <see cref="Failure"/> says why.</para>
/// </remarks>
public interface IPhysicalNic : IDisposable
{
    /// <summary>Raised when the interrupt line has changed, with its new level.</summary>
    /// <remarks>
    /// It is raised inside the call that found the change, and before that call returns: an access that lowers the line has
    /// lowered it when its value is there. A handler takes note; it does not access the device.
    /// </remarks>
    event Action<bool>? InterruptLineChanged;

    /// <summary>Whether the interrupt line is asserted, as far as it is known since the last call.</summary>
    bool InterruptLine { get; }

    /// <summary>The device's own time since it was made, in nanoseconds; it never runs backwards.</summary>
    long ElapsedNs { get; }

    /// <summary>How long the host has let the device, and the thread that uses it, wait for a processor so far, in nanoseconds; 0 where its time is not the host's.</summary>
    long WithheldNs => 0;

    /// <summary>Why the device no longer answers and what to do about it; null while it does.</summary>
    string? Failure { get; }

    /// <summary>Reads a register.</summary>
    /// <param name="region">The region's number in the model; a PCI device's BAR.</param>
    /// <param name="offset">Bytes from the start of the region.</param>
    /// <param name="size">Bytes of the access: 1, 2, 4 or 8.</param>
    /// <returns>What the device answered; all ones in <paramref name="size"/> bytes where nothing answers.</returns>
    ulong Read(int region, uint offset, int size);

    /// <summary>Writes a register. Where nothing takes it, the write is lost.</summary>
    /// <param name="region">The region's number in the model; a PCI device's BAR.</param>
    /// <param name="offset">Bytes from the start of the region.</param>
    /// <param name="size">Bytes of the access: 1, 2, 4 or 8.</param>
    /// <param name="value">The value; bits above <paramref name="size"/> bytes are not looked at.</param>
    void Write(int region, uint offset, int size, ulong value);

    /// <summary>Resets the whole device as its bus does: it is off the wire, and a frame on its way out is lost.</summary>
    /// <remarks>Memory on the device may keep what it holds. The code that hands the device over must clear it.</remarks>
    void Reset();

    /// <summary>Lets time pass: a virtual clock is moved, a real one is waited for.</summary>
    void Advance(long durationNs);

    /// <summary>Lets time pass until the interrupt line is asserted, but no longer than a given time.</summary>
    /// <returns>Whether it is asserted. If it is already, no time passes.</returns>
    bool WaitForInterrupt(long atMostNs);

    /// <summary>Lets time pass while nobody has anything to do: until the interrupt line is asserted that was not, but no longer than a given time.</summary>
    /// <remarks>A device that is shared by guests in other processes ends it early when one of them has something to say.</remarks>
    void Idle(long atMostNs)
    {
        if (InterruptLine)
            Advance(atMostNs);
        else
            WaitForInterrupt(atMostNs);
    }

    /// <summary>Puts a frame on the wire for the NIC to receive; it arrives as time passes.</summary>
    /// <param name="frame">From the destination address to the end of the data, without the frame check sequence.</param>
    /// <returns>False if too many frames wait already and this one is lost.</returns>
    bool Deliver(ReadOnlySpan<byte> frame);

    /// <summary>Frames that were delivered and have not reached the NIC's receiver yet, as far as the bench can tell.</summary>
    int FramesArriving { get; }

    /// <summary>Whether the NIC has taken all frames that were delivered, to their last byte in memory, as far as the bench can tell.</summary>
    /// <remarks>A frame that has left the wire may be on its way into memory still. Asking may cost an access.</remarks>
    bool HasTakenAll => FramesArriving == 0;

    /// <summary>Takes back a frame that was delivered and has not begun to arrive.</summary>
    /// <returns>False if there is none, or the bench cannot reach it any more.</returns>
    bool TryRecall([NotNullWhen(true)] out byte[]? frame);

    /// <summary>Takes the oldest frame that the NIC sent and that was not taken, without its frame check sequence.</summary>
    /// <returns>False if there is none.</returns>
    bool TryTakeSent([NotNullWhen(true)] out byte[]? frame);
}
