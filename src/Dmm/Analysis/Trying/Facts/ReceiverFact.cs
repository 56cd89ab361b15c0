namespace Dmm.Analysis.Trying.Facts;

/// <summary>Whether frames come in, or one to an address.</summary>
internal sealed record ReceiverFact(bool Is, string Name, byte[]? Address) : ITriedFact
{
    /// <inheritdoc/>
    public string? Against(TriedGuest guest)
    {
        var model = guest.Monitor.Tables.Model;
        var words = guest.Monitor.State.Words;
        var said = Address is null ? "the device listens" : $"a frame to {Name} is taken";
        return (Address is null ? Receiver.Listens(model, words) : Receiver.Takes(model, Address, words)) == Is ? null
            : Is ? $"the model does not say that {said}" : $"the model says that {said}, and it must not";
    }
}
