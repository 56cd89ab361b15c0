using Passthrough.Guests;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Ne2000;

/// <summary>Drivers that differ in everything in which real drivers of the NE2000 do, for the verification of hand-offs.</summary>
/// <remarks>
/// A context that misses one register is found only if two guests differ in it, so ring, buffers, masks and filters are all different. What
/// a guest cannot set differs too: some are answered at their own address and some at a group's, so that their frames come with another
/// status (data sheet, RSR: PHY); and one leaves errors in the tally counters, by tests of its card. The last have several frames in hand, so that
/// they look at their ring while they send.
/// </remarks>
internal sealed class Ne2000Guests : IGuestFactory
{
    private const int OneAtATime = 8; // profiles of guests that have one frame in hand

    private readonly Ne2000DriverOptions[] profiles;

    /// <summary>The guests for a device.</summary>
    /// <param name="notReadBack">What the device does not give back.</param>
    /// <param name="endsFrames">
    /// Whether the device stores the frame check sequence. If it does not, as QEMU's, a driver that moves words reads a byte after a frame of odd
    /// length, and that is whatever lay there; so all move bytes then.
    /// </param>
    public Ne2000Guests(Ne2000Readback notReadBack, bool endsFrames = true) => profiles = [.. Profiles().Select(profile => profile with { NotReadBack = notReadBack, TransferBytes = endsFrames ? profile.TransferBytes : 1, TransmitTimeoutNs = 10_000_000_000 })];

    /// <inheritdoc/>
    public int Size => profiles.Length;

    /// <inheritdoc/>
    public IGuest Create(int number, uint frames, ulong seed)
    {
        var (driver, workload) = Of(number);
        return Ne2000Guest.Create($"guest {number + 1}", (ushort)(number + 1), driver, workload with { Frames = frames, Seed = seed + (ulong)number });
    }

    /// <inheritdoc/>
    public bool PollsDevice(int number) => profiles[number % profiles.Length] is { IsPolled: true } or { LeavesTransmitCause: true };

    /// <inheritdoc/>
    public bool DependsOnTime(int number) => number % profiles.Length >= OneAtATime;

    /// <summary>The driver of a guest, and what it does.</summary>
    internal (Ne2000DriverOptions Driver, Workload Workload) Of(int number)
    {
        var driver = profiles[number % profiles.Length];
        var workload = new Workload { Frames = 0, LeastBytes = 60, MostBytes = number % 2 == 0 ? 1514 : 400, Window = DependsOnTime(number) ? 3 : 1, TimeoutNs = 30_000_000_000 };
        if (driver.Groups.Count == 0)
            return (driver, workload);
        var group = GroupOf(number);
        return (driver with { Groups = [.. driver.Groups, group] }, workload with { Destination = group });
    }

    /// <summary>A group of one member: its station address, with the bit of groups.</summary>
    private static byte[] GroupOf(int number) => [0x03, 0x00, 0x00, 0x00, 0x00, (byte)(number + 1)];

    private static IEnumerable<Ne2000DriverOptions> Profiles() =>
    [
        new() { ReadsBackEvery = 3 },
        new() { FirstTransmitPage = 0x60, FirstRingPage = 0x40, EndOfRing = 0x5c, TransferBytes = 1, Boundary = BoundaryConvention.AtNext, RestsOnPage1 = true, ReadsBackEvery = 2, RestartsEvery = 5, Groups = [[0x01, 0x00, 0x5e, 0x00, 0x00, 0x01]] },
        new() { HasTwoTransmitBuffers = true, EndOfRing = 0x70, SplitsSetup = true, MovesInRuns = false, ReadsBackEvery = 4, TestsItselfEvery = 3, InterruptMask = 0x0f, Groups = [[0x33, 0x33, 0x00, 0x00, 0x00, 0x16], [0x01, 0x80, 0xc2, 0x00, 0x00, 0x0e]] },
        new() { RecoversEvery = 4, FirstTransmitPage = 0x4c, FirstRingPage = 0x60, EndOfRing = 0x7e, Boundary = BoundaryConvention.AtNext },
        new() { IsPolled = true, FirstTransmitPage = 0x78, FirstRingPage = 0x48, EndOfRing = 0x74, ReadsBackEvery = 5 },
        new() { LeavesTransmitCause = true, TransferBytes = 1, ReadsBackEvery = 3 },
        new() { RestsOnPage1 = true, RecoversEvery = 3, ReadsBackEvery = 1, FirstTransmitPage = 0x52, FirstRingPage = 0x58, EndOfRing = 0x80 },
        new() { RestartsEvery = 3, SplitsSetup = true, TransferBytes = 1, MovesInRuns = false, FirstRingPage = 0x50, EndOfRing = 0x6c, Boundary = BoundaryConvention.AtNext },
        new() { HasTwoTransmitBuffers = true, EndOfRing = 0x78 },
        new() { IsPolled = true, HasTwoTransmitBuffers = true, FirstTransmitPage = 0x70, FirstRingPage = 0x44, EndOfRing = 0x6e },
    ];
}
