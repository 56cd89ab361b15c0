
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Makes the NIC take the frames of all guests as soon as the owner listens; what the owner has set up is unknown to the device from then on.</summary>
internal sealed class Widening(SharedDevice device)
{
    /// <summary>The owner is about to begin to listen, or to stop, or neither.</summary>
    /// <param name="owner">The owner; its monitor knows the access that the device is to see next.</param>
    /// <param name="before">Its state block before that access.</param>
    public void Follow(Tenant owner, ReadOnlySpan<ulong> before)
    {
        var state = owner.Monitor.State.Words;
        var listens = device.Listens(state);
        if (listens == owner.IsWidened)
            return;
        if (listens)
        {
            device.Port.TakeOver(before);
            foreach (var widened in device.Receive!.Widened)
                device.Port.Write(widened.Register, device.Receive.ValueInDevice(widened, state));
            device.Port.GiveBack(before);
            owner.CanTakeFrames = true;
        }
        owner.IsWidened = listens;
    }
}
