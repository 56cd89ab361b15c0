namespace Passthrough.Verification.Isolation;

/// <summary>The parts that keep guests apart, each of which can be left out to show that the search then finds a way through.</summary>
/// <remarks>All are there unless a test says otherwise: nothing outside of tests makes another than <see cref="All"/>.</remarks>
internal sealed record Protections
{
    /// <summary>All of them.</summary>
    public static Protections All { get; } = new();

    /// <summary>A denied access leaves nothing behind.</summary>
    public bool Transactions { get; init; } = true;

    /// <summary>A register takes the widths that its model lists, and nothing else.</summary>
    public bool Widths { get; init; } = true;

    /// <summary>What is not proven to be the owner's is overwritten before its DMA can reach it.</summary>
    public bool Scrubbing { get; init; } = true;

    /// <summary>Frames are given to those for whom they came before anybody can read, move or forge them.</summary>
    public bool Sorting { get; init; } = true;

    /// <summary>The parameters of a DMA stay as they were judged while it runs.</summary>
    public bool Freezing { get; init; } = true;

    /// <summary>Frames that are longer than checks assume never reach the device.</summary>
    public bool FrameBounds { get; init; } = true;

    /// <summary>A frame that is begun and not ended is no moment for a hand-off.</summary>
    public bool FrameBoundaries { get; init; } = true;

    /// <summary>A DMA reaches no memory but the guest's.</summary>
    public bool MemoryBounds { get; init; } = true;
}
