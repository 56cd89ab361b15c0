namespace Passthrough.Guests.Scripted;

/// <summary>What a scripted guest does, as straight asynchronous code over its <see cref="GuestIo"/>, and what came of it.</summary>
/// <remarks>
/// The code awaits members of its <see cref="GuestIo"/> and methods of its own that do, nothing else: there is no other time and
/// no other thread in a scenario. It takes its turns with everybody else, so a run is the same each time.
/// </remarks>
public interface IGuestScript
{
    /// <summary>What it has done so far; the outcome and the message are its guest's to fill in.</summary>
    GuestReport Report { get; }

    /// <summary>Does all of its work.</summary>
    /// <exception cref="GuestGaveUpException">It cannot go on.</exception>
    Task RunAsync(GuestIo io);
}
