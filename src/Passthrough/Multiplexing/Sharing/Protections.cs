namespace Passthrough.Multiplexing.Sharing;

/// <summary>The parts that keep guests apart, each of which a test can leave out, to show that the search then finds a way through.</summary>
/// <remarks>All are there unless a test says otherwise. Nothing asks on the path of an access that is not hooked.</remarks>
internal sealed record Protections
{
    /// <summary>All of them.</summary>
    public static Protections All { get; } = new();

    /// <summary>An access that is denied or discarded leaves nothing behind in the monitor.</summary>
    public bool Transactions { get; init; } = true;

    /// <summary>An access reaches the device register by register, as it was judged.</summary>
    public bool Parts { get; init; } = true;

    /// <summary>What is not the owner's is overwritten before its DMA can reach it.</summary>
    public bool Scrubbing { get; init; } = true;

    /// <summary>Frames are sorted before anybody could read, move or forge them.</summary>
    public bool Sorting { get; init; } = true;

    /// <summary>What a guest writes to the card is its own as far as the device says that it was moved, and not because it was announced.</summary>
    public bool Settling { get; init; } = true;

    /// <summary>Where a transfer goes on stays as it was judged while it runs.</summary>
    public bool Freezing { get; init; } = true;

    /// <summary>Frames that are longer than the checks assume never reach the device.</summary>
    public bool FrameBounds { get; init; } = true;

    /// <summary>Entries that a guest gives to its device without an access are judged before the device sees them.</summary>
    public bool Entries { get; init; } = true;
}
