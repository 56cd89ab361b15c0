using Dmm.Memory;
using Dmm.Monitoring;

namespace Dmm.Analysis.Trying.Facts;

/// <summary>Whether frames come in, or one to an address.</summary>
internal sealed record ReceiverFact(bool Is, string Name, byte[]? Address) : ITriedFact
{
    /// <inheritdoc/>
    public string? Against(DeviceMonitor monitor, IGuestMemory memory, IRestoring? restoring)
    {
        var model = monitor.Tables.Model;
        var words = monitor.State.Words;
        var said = Address is null ? "the device listens" : $"a frame to {Name} is taken";
        return (Address is null ? Receiver.Listens(model, words) : Receiver.Takes(model, Address, words)) == Is ? null
            : Is ? $"the model does not say that {said}" : $"the model says that {said}, and it must not";
    }
}
