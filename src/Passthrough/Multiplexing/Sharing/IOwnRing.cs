namespace Passthrough.Multiplexing.Sharing;

/// <summary>The monitor's own receive ring, in which the device receives for all guests: in memory that no guest reaches.</summary>
/// <remarks>
/// So no receiver has to be stopped for a hand-off, and a frame touches no memory of a guest before it is known whose it is. What is longer than it
/// should be runs over other bytes of this ring and over nothing else.
/// </remarks>
internal interface IOwnRing
{
    /// <summary>Where the device finds it.</summary>
    ulong Start { get; }

    /// <summary>Frames that it can hold.</summary>
    int MostFrames { get; }

    /// <summary>The device is about to be as a guest's registers say.</summary>
    /// <param name="state">The guest's state block.</param>
    void Follow(ReadOnlySpan<ulong> state)
    {
    }

    /// <summary>Gives the ring to a device that was reset. What was in it is gone.</summary>
    void Begin();

    /// <summary>Makes all of it the device's, which begins with the first entry, or byte.</summary>
    void Rewind();

    /// <summary>Takes the next frame out that the device has received; the room is given back by <see cref="GoOn"/>.</summary>
    /// <param name="isQuiet">Whether the device was stopped, so that all is there that it has begun; what its registers say may be gone.</param>
    /// <param name="frame">The frame, or null where the device gave up what it received.</param>
    /// <returns>False if there is none.</returns>
    bool TryTake(bool isQuiet, out byte[]? frame);

    /// <summary>Gives the device the room back of what was taken out.</summary>
    void GoOn();
}
