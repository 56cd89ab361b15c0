namespace Passthrough.Guests.Scripted;

/// <summary>Ends a scripted guest as failed. Its message says why and what to do about it.</summary>
/// <remarks>It travels inside the coroutine only: the code that runs the guest gets a report.</remarks>
internal class GuestGaveUpException : Exception
{
    /// <summary>The guest cannot go on.</summary>
    public GuestGaveUpException(string message)
        : base(message)
    {
    }
}
