using Dmm.Hooking;
using Dmm.Modeling.Model;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>How a device is shared.</summary>
public sealed record SharingOptions
{
    /// <summary>What becomes of frames for guests that do not own the device.</summary>
    public FramePolicy Frames { get; init; } = FramePolicy.Hold;

    /// <summary>Which frames to individual addresses a guest gets whose NIC is to take everything. It holds where frames are sorted.</summary>
    public PromiscuousPolicy Promiscuous { get; init; }

    /// <summary>Whether a guest with an address of its own may send frames from another. It is kept where frames are sent by descriptors.</summary>
    public SpoofingPolicy Spoofing { get; init; }

    /// <summary>How finely accesses of the guests can be hooked.</summary>
    public HookWay Hooks { get; init; }

    /// <summary>What follows a denied access.</summary>
    public DenialPolicy Denied { get; init; } = DenialPolicy.Ignore;

    /// <summary>What becomes of an access of a guest that does not have the device.</summary>
    public WaitingPolicy Waiting { get; init; }

    /// <summary>How long an owner may take to let go of the device, in milliseconds of its own time; then it loses it. On a busy host it may take some times as long.</summary>
    public double DeadlineMs { get; init; } = 100;

    /// <summary>Frames that are kept for one guest at most; what comes after them is lost, and counted.</summary>
    public int QueueFrames { get; init; } = 256;

    /// <summary>What is done with frames for others where nothing else is asked for: they are held wherever they can be told apart.</summary>
    internal static FramePolicy FramesOf(DeviceModel model) => model.SharesFrames ? FramePolicy.Hold : FramePolicy.Drop;

    /// <summary>Failures of the device that are borne of one guest within <see cref="FailureWindowMs"/>; after one more it does not get the device for as long, and with no other guest left the run ends.</summary>
    public int MostFailures { get; init; } = 3;

    /// <summary>After how long a failure of the device is forgotten, in milliseconds of its time.</summary>
    public double FailureWindowMs { get; init; } = 60_000;

    /// <summary>The parts that keep guests apart; all, but in tests.</summary>
    internal Protections Protections { get; init; } = Protections.All;
}
