using Passthrough.Guests.Scripted;

namespace Passthrough.Guests.Workloads;

/// <summary>Counts how often a driver recovers from trouble, and ends that.</summary>
/// <param name="most">As many recoveries as it tries.</param>
internal sealed class RecoveryCount(int most)
{
    /// <summary>Recoveries so far.</summary>
    public long Count { get; private set; }

    /// <summary>Counts one.</summary>
    /// <param name="why">What made it necessary.</param>
    /// <exception cref="GuestGaveUpException">There were as many already as it tries.</exception>
    public void Add(string why)
    {
        if (Count == most)
            throw new GuestGaveUpException($"{why}, after {Count} recoveries from trouble; that is as many as it tries");
        Count++;
    }
}
