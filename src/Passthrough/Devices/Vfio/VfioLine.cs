using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Vfio;

/// <summary>The interrupt line of a card, and the kernel's wish to have the card back: two events.</summary>
/// <remarks>
/// The kernel masks the line when it has signalled the event, and tells no level. So the line counts as up from there on. Whether it has fallen is
/// asked by unmasking it: of a card that tells its line (PCI 2.3) the kernel answers inside the call, of another the event comes as soon as the
/// processor takes the interrupt again.
/// </remarks>
internal sealed class VfioLine : IPolled, IDisposable
{
    private readonly SafeFileHandle device;
    private readonly EventCounter raised, wanted;

    private VfioLine(SafeFileHandle device, EventCounter raised, EventCounter wanted)
    {
        this.device = device;
        this.raised = raised;
        this.wanted = wanted;
    }

    /// <summary>Its level, as far as it is known.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Whether the kernel wants the card back: it is being removed, or taken from its driver.</summary>
    public bool IsWanted { get; private set; }

    public static VfioLine? TryConnect(SafeFileHandle device, out string? problem)
    {
        problem = "events cannot be made: this process has too many open files";
        if (EventCounter.TryMake() is not { } raised || EventCounter.TryMake() is not { } wanted)
            return null;
        var line = new VfioLine(device, raised, wanted);
        problem = Set(device, VfioApi.Line, VfioApi.EventData | VfioApi.Trigger, raised) ? null
            : $"the card's interrupt line cannot be had: {Marshal.GetLastPInvokeErrorMessage()}; does another card use the same line (/proc/interrupts)?";
        if (problem is not null)
        {
            line.Dispose();
            return null;
        }
        Set(device, VfioApi.Request, VfioApi.EventData | VfioApi.Trigger, wanted); // a kernel that does not tell takes the card all the same
        return line;
    }

    /// <summary>Finds out the level, after an access that may have changed it.</summary>
    public void Ask()
    {
        if (IsUp)
            Set(device, VfioApi.Line, VfioApi.NoData | VfioApi.Unmask, signalled: null);
        IsUp = raised.TryTake();
    }

    /// <summary>Takes what was signalled.</summary>
    public void Listen()
    {
        IsUp |= raised.TryTake();
        IsWanted |= wanted.TryTake();
    }

    /// <inheritdoc/>
    public void Join(PollSet set)
    {
        set.Add(raised.Handle);
        set.Add(wanted.Handle);
    }

    public void Dispose()
    {
        Set(device, VfioApi.Line, VfioApi.NoData | VfioApi.Trigger, signalled: null, count: 0);
        raised.Dispose();
        wanted.Dispose();
    }

    private static bool Set(SafeFileHandle device, uint index, uint flags, EventCounter? signalled, uint count = 1)
    {
        var set = new InterruptSet
        {
            ArgumentSize = signalled is null ? InterruptSet.SizeWithoutEvent : (uint)InterruptSet.Size,
            Flags = flags,
            Index = index,
            Count = count,
            Event = signalled is null ? -1 : (int)signalled.Handle.DangerousGetHandle(),
        };
        return Libc.Control(device, VfioApi.SetInterrupts, ref set) == 0;
    }
}
