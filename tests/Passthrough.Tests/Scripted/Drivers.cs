using Passthrough.Nics.Ne2000;

namespace Passthrough.Tests.Scripted;

/// <summary>Drivers that differ from the usual one in one thing each, and some that differ in many.</summary>
internal static class Drivers
{
    /// <summary>A group that they may belong to.</summary>
    public static readonly byte[] Group = [0x01, 0x00, 0x5e, 0x00, 0x00, 0x42];

    private static readonly Dictionary<string, Ne2000DriverOptions> ByName = new()
    {
        ["usual"] = new(),
        ["polled"] = new() { IsPolled = true },
        ["bytes"] = new() { TransferBytes = 1 },
        ["double words"] = new() { TransferBytes = 4 },
        ["word by word"] = new() { MovesInRuns = false },
        ["byte by byte"] = new() { MovesInRuns = false, TransferBytes = 1 },
        ["ring first"] = new() { FirstRingPage = 0x40, EndOfRing = 0x70, FirstTransmitPage = 0x7a },
        ["ring in the middle"] = new() { FirstRingPage = 0x50, EndOfRing = 0x6a },
        ["boundary at next"] = new() { Boundary = BoundaryConvention.AtNext },
        ["two buffers"] = new() { HasTwoTransmitBuffers = true },
        ["leaves the transmit cause"] = new() { LeavesTransmitCause = true },
        ["no transmit interrupt"] = new() { InterruptMask = 0x3d },
        ["no interrupt but transmit"] = new() { InterruptMask = 0x02 },
        ["remote DMA interrupts too"] = new() { InterruptMask = 0x7f },
        ["promiscuous"] = new() { IsPromiscuous = true },
        ["in a group"] = new() { Groups = [Group] },
        ["splits setup"] = new() { SplitsSetup = true },
        ["reads back"] = new() { ReadsBackEvery = 3 },
        ["rests on page 1"] = new() { RestsOnPage1 = true },
        ["recovers"] = new() { RecoversEvery = 3 },
        ["recovers, leaves the transmit cause"] = new() { RecoversEvery = 2, LeavesTransmitCause = true },
        ["recovers, two buffers"] = new() { RecoversEvery = 2, HasTwoTransmitBuffers = true },
        ["tests itself"] = new() { TestsItselfEvery = 3 },
        ["tests itself, leaves the transmit cause, polled"] = new() { TestsItselfEvery = 2, LeavesTransmitCause = true, IsPolled = true },
        ["everything"] = new()
        {
            HasTwoTransmitBuffers = true, SplitsSetup = true, ReadsBackEvery = 2, RestsOnPage1 = true, RecoversEvery = 5,
            IsPromiscuous = true, Groups = [Group], Boundary = BoundaryConvention.AtNext, TransferBytes = 4, MovesInRuns = false,
        },
        ["everything, polled"] = new()
        {
            IsPolled = true, HasTwoTransmitBuffers = true, SplitsSetup = true, ReadsBackEvery = 2, RestsOnPage1 = true, RecoversEvery = 5,
            LeavesTransmitCause = true, TransferBytes = 1, FirstRingPage = 0x41, EndOfRing = 0x5f, FirstTransmitPage = 0x60,
        },
    };

    public static TheoryData<string> Names => [.. ByName.Keys];

    public static Ne2000DriverOptions Named(string name) => ByName[name];
}
