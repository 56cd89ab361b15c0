namespace Passthrough.Multiplexing.Frames;

/// <summary>Makes the NIC take the frames of all guests as soon as the owner listens; what the owner has set up is unknown to the device from then on.</summary>
internal sealed class Widening(SharedDevice device)
{
    /// <summary>The owner may have begun to listen, or stopped.</summary>
    public void Follow(Seat owner)
    {
        var state = owner.Monitor.State.Words;
        var listens = device.Receive!.Listens.Test(state, -1, 0);
        if (listens == owner.IsWidened)
            return;
        if (listens)
        {
            device.Port.TakeOver(state);
            foreach (var widened in device.Receive.Widened)
                device.Port.Write(widened.Register, device.Receive.ValueInDevice(widened, state));
            device.Port.GiveBack(state);
            owner.CanTakeFrames = true;
        }
        owner.IsWidened = listens;
    }
}
