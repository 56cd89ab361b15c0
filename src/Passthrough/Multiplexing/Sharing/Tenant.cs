using Dmm.Compilation;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Shadowing;
using Passthrough.Guests;
using Passthrough.Handoff;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>A guest at the device: what it wants, what is known of its device, and what is kept for it while another has the device.</summary>
public sealed class Tenant
{
    internal Tenant(IGuest guest, int number, double weight, MonitorTables tables, IGuestMemory memory)
    {
        Guest = guest;
        Number = number;
        Weight = weight;
        Memory = memory;
        Monitor = new DeviceMonitor(tables, memory);
        Context = new SavedContext(tables.Model);
        Held = new HeldValues(Monitor);
        Transfers = new Transfer[tables.Model.Checks.Count];
        Known = [.. Context.Memory.Select(memory => new CardBytes(memory.Window))];
    }

    /// <summary>The guest.</summary>
    public IGuest Guest { get; }

    /// <summary>Its place among the guests, from 0.</summary>
    public int Number { get; }

    /// <summary>Its share of the device against those of the others.</summary>
    public double Weight { get; }

    /// <summary>The memory that the device reaches for it by DMA; none if it does no DMA.</summary>
    public IGuestMemory Memory { get; }

    /// <summary>The monitor of its device.</summary>
    public DeviceMonitor Monitor { get; }

    /// <summary>What happened to it.</summary>
    public TenantCounts Counts { get; } = new();

    /// <summary>Who follows its accesses, or null.</summary>
    public IAccessListener? Listener { get; set; }

    /// <summary>What it needs before it can go on.</summary>
    public GuestRequest Request { get; internal set; } = GuestRequest.Busy;

    /// <summary>Whether it is not run any more.</summary>
    public bool HasEnded { get; internal set; }

    /// <summary>Whether it lost its device and has not reset it since.</summary>
    public bool IsLost { get; internal set; }

    /// <summary>Until when it does not get the device back, because the device failed again and again while it had it.</summary>
    internal long BarredUntilNs { get; set; }

    /// <summary>Whether it does not get the device back yet.</summary>
    internal bool IsBarred(long nowNs) => nowNs < BarredUntilNs;

    /// <summary>Since when it has wanted the device without having it; null when it does not.</summary>
    public long? WaitingSinceNs { get; internal set; }

    /// <summary>When it last made an access, in the device's time.</summary>
    public long UsedNs { get; internal set; }

    /// <summary>Frames that are kept for it.</summary>
    public int FramesWaiting => Frames.Count;

    /// <summary>Whether it wants the device: to make an access, because something came for it, or because nobody takes what may come.</summary>
    public bool WantsDevice => !HasEnded && !IsLost && (Request.Kind == GuestRequestKind.Access || HasStored || Frames.Count > 0 && CanTakeFrames || MissesFrames || HasInterrupt);

    /// <summary>Whether it wrote registers, without the device, that the device is to get at its turn.</summary>
    internal bool HasStored { get; set; }

    /// <summary>Whether it listens while the device takes no frames for it.</summary>
    internal bool MissesFrames { get; set; }

    /// <summary>Whether its device interrupts it, as it was when its last turn ended: a guest that waits for that makes no access, and may not have run since.</summary>
    internal bool HasInterrupt { get; set; }

    /// <summary>Whether something came for it that is not to wait for its turn.</summary>
    public bool IsUrgent { get; internal set; }

    /// <summary>What its device gets in place of its addresses and descriptors; null where the device does no DMA.</summary>
    internal GuestShadows? Shadows { get; set; }

    /// <summary>The address that the guest finds burnt into the card; null for the card's own.</summary>
    internal byte[]? StationAddress { get; init; }

    /// <summary>Looks from whom its frames are; null where nobody asks.</summary>
    internal SenderCheck? Senders { get; set; }

    internal SavedContext Context { get; }

    internal HeldValues Held { get; }

    /// <summary>By window of on-card memory: bytes that are this guest's own.</summary>
    internal CardBytes[] Known { get; }

    /// <summary>Frames that came while it did not have the device, in the order in which they came.</summary>
    internal Queue<HeldFrame> Frames { get; } = new();

    /// <summary>Keeps a frame; false, and counted, where there is no room for it.</summary>
    internal bool TryKeep(HeldFrame frame, SharingOptions options)
    {
        var hasRoom = Frames.Count < options.QueueFrames;
        if (hasRoom)
            Frames.Enqueue(frame);
        else
            Counts.FramesDropped++;
        return hasRoom;
    }

    /// <summary>A frame was kept that came while another guest had the device.</summary>
    /// <param name="canTake">Whether its driver can take the frame now; else later.</param>
    /// <param name="options">How the device is shared.</param>
    internal void FollowKept(bool canTake, SharingOptions options)
    {
        Counts.FramesHeld++;
        CanTakeFrames = canTake;
        IsUrgent = options.Frames == FramePolicy.Switch;
    }

    /// <summary>Causes that report frames which the monitor put into its ring, and that it has not acknowledged.</summary>
    internal ulong Delivered { get; set; }

    /// <summary>Whether a frame was lost because there was no room for it, which the guest sees when it has the device.</summary>
    internal bool HasOverflown { get; set; }

    /// <summary>Whether the first of them found room when it was tried last; false until its driver has read some.</summary>
    internal bool CanTakeFrames { get; set; } = true;

    /// <summary>The unit of its receive ring up to which all frames are its own.</summary>
    internal ulong SortedTo { get; set; }

    /// <summary>Elements of the run it waits for that are done.</summary>
    internal int Done { get; set; }

    /// <summary>The level of its interrupt line.</summary>
    internal bool Line { get; set; }

    /// <summary>Whether what its NIC takes is widened to what all guests take.</summary>
    internal bool IsWidened { get; set; }

    /// <summary>Which bytes of a window are its own.</summary>
    internal CardBytes KnownOf(WindowInfo window) => Array.Find(Known, known => known.Window == window)!;

    /// <summary>By check: the DMA that it drives itself, through a stream.</summary>
    internal Transfer[] Transfers { get; }

    /// <summary>Whether its NIC may have received frames since they were sorted last.</summary>
    internal bool HasListened { get; set; }

    /// <summary>It is not run any more.</summary>
    internal void End()
    {
        HasEnded = true;
        Frames.Clear();
    }
}
