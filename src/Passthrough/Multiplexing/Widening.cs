using Dmm.Modeling.Model;

namespace Passthrough.Multiplexing;

/// <summary>Makes the NIC take the frames of all guests as soon as the owner listens; what the owner has set up is unknown to the device from then on.</summary>
internal sealed class Widening(SharedDevice device)
{
    private readonly ulong[] words = new ulong[device.Model.StateWords];

    /// <summary>What the device is given for a register.</summary>
    public ulong ValueOf(Seat owner, RegisterInfo register)
    {
        owner.Monitor.State.Words.CopyTo(words);
        return device.ValueInDevice(register, words);
    }

    /// <summary>The owner may have begun to listen, or stopped.</summary>
    public void Follow(Seat owner)
    {
        var state = owner.Monitor.State.Words;
        var listens = device.Receive!.Listens.Test(state, -1, 0);
        if (listens == owner.IsWidened)
            return;
        if (listens)
        {
            state.CopyTo(words);
            device.Port.TakeOver(words);
            foreach (var widened in device.Receive.Widened)
                device.Port.Write(widened.Register, widened.As.Value(words, -1, 0));
            device.Port.GiveBack(words);
            owner.CanTakeFrames = true;
        }
        owner.IsWidened = listens;
    }
}
