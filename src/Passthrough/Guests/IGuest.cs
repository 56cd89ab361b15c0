using Dmm.Memory;

namespace Passthrough.Guests;

/// <summary>A guest as the code that shares a device sees it: it runs until it needs something, and goes on when it has got it.</summary>
/// <remarks>
/// <para>Every kind of guest stands behind this: a driver that is a coroutine of this program, a virtual machine, or one in another
/// process. A guest that waits for an access is suspended by simply not being run again: nothing of it is lost.</para>
/// <para>One caller at a time. <see cref="Run"/> returns within a time slice, whatever the guest does; nothing that it does makes a member
/// throw.</para>
/// </remarks>
public interface IGuest : IDisposable
{
    /// <summary>What people call it; unique in a scenario.</summary>
    string Name { get; }

    /// <summary>
    /// The bytes of the access that was asked for last, little-endian, element after element. A write brings them; for a read they
    /// are filled in before the guest is run again.
    /// </summary>
    Span<byte> Data { get; }

    /// <summary>How it is doing.</summary>
    GuestReport Report { get; }

    /// <summary>Runs it until it needs something. An access that was asked for before counts as answered.</summary>
    /// <param name="nowNs">The device's time, in nanoseconds: the only time that a guest knows.</param>
    GuestRequest Run(long nowNs);

    /// <summary>Gives it the memory that its device reaches by DMA, once and before it is run. A guest that uses no DMA need not take it.</summary>
    void SetMemory(IGuestMemory memory)
    {
    }

    /// <summary>Tells the level of its interrupt line.</summary>
    void SetInterruptLine(bool asserted);

    /// <summary>Called when the device failed under the guest: an access was refused, or the device was taken away.</summary>
    void MachineCheck();

    /// <summary>Where the guest made the access that it waits for, for people: <c>port 0x300, out dx, al at 0100:0042</c>; null when there is no more to say than the access.</summary>
    string? Whereabouts { get; }

    /// <summary>How long the host has let it wait for a processor so far, in nanoseconds; 0 where that is not known. No deadline counts that time.</summary>
    long WithheldNs => 0;
}
