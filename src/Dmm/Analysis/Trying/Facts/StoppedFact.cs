namespace Dmm.Analysis.Trying.Facts;

/// <summary>Whether the device, by what it said last, has stopped for want of entries of the monitor's.</summary>
internal sealed record StoppedFact(bool Is) : ITriedFact
{
    /// <inheritdoc/>
    public string? Against(TriedGuest guest) =>
        (guest.Monitor.Tables.Model.Delivery?.Own.Stopped?.Test(guest.Monitor.State.Words, -1, 0) == true) == Is ? null
            : Is ? "the model does not say that the device has stopped" : "the model says that the device has stopped, and it must not";
}
