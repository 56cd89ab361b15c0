using Passthrough.Devices;
using Passthrough.Nics.Ne2000;

namespace Passthrough.Tests.Verification;

/// <summary>The guests of a verification differ in what a context must carry, and none hears what is another's.</summary>
public class CastTests
{
    private const int MostGuests = 16;

    private static readonly Ne2000Guests GuestFactory = new(Ne2000Readback.None);

    [Fact]
    public void FramesOfSomeComeToAGroupAndOfOthersToAStation() =>
        Assert.Equal([false, true, true, false, false, false, false, false, false, false], Enumerable.Range(0, GuestFactory.Size).Select(number => GuestFactory.Of(number).Workload.Destination[0] % 2 != 0));

    [Fact]
    public void ATestOfACardLeavesSomethingInACounter() => Assert.Contains(Enumerable.Range(0, 3), number => GuestFactory.Of(number).Driver.TestsItselfEvery > 0);

    [Fact]
    public void WhoSendsToAGroupIsInIt() => Assert.All(Senders(), number =>
        Assert.Contains(GuestFactory.Of(number).Driver.Groups, group => group.SequenceEqual(GuestFactory.Of(number).Workload.Destination)));

    /// <summary>The card tells groups apart by six bits; a frame of another guest's group would be heard with a device of one's own, and so with a shared one.</summary>
    [Fact]
    public void NoOtherGuestsCardTakesTheFramesOfAGroup() => Assert.All(Senders(), number =>
        Assert.DoesNotContain(Bit(GuestFactory.Of(number).Workload.Destination), Enumerable.Range(0, MostGuests).Where(other => other != number).SelectMany(other => GuestFactory.Of(other).Driver.Groups.Select(Bit))));

    private static IEnumerable<int> Senders() => Enumerable.Range(0, MostGuests).Where(number => GuestFactory.Of(number).Workload.Destination[0] % 2 != 0);

    private static int Bit(IReadOnlyList<byte> group) => FrameCheckSequence.MulticastBit([.. group]);
}
