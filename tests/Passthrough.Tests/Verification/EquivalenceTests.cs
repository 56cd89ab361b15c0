using Passthrough.Devices;
using Passthrough.Devices.Catalog;
using Passthrough.Tests.Qemu;
using Passthrough.Verification;

namespace Passthrough.Tests.Verification;

public class EquivalenceTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void NoGuestCanTellOnTheSimulatedDevice(int guests)
    {
        var result = HandoffEquivalence.Verify(Verified.Options(guests), 3_334);

        Assert.Null(result.Problem);
        Assert.True(result.Failure is null, result.Failure?.Differences[0].ToString());
        Assert.True(result.Handoffs >= 3_334);
        Assert.True(result.Accesses < result.FullCopyAccesses);
    }

    [QemuFact]
    public void NoGuestCanTellOnQemu()
    {
        var result = HandoffEquivalence.Verify(VerificationOptions.On(Verified.OnQemu, Verified.Model("qemu"), 2, 1), QemuHandoffs);

        Assert.Null(result.Problem);
        Assert.True(result.Failure is null, result.Failure?.Differences[0].ToString());
        Assert.True(result.Handoffs >= QemuHandoffs);
    }

    [Fact]
    public void TheSameSeedGivesTheSameResult() =>
        Assert.Equal(HandoffEquivalence.Verify(Verified.Options(3, seed: 7), 500), HandoffEquivalence.Verify(Verified.Options(3, seed: 7), 500));

    [Fact]
    public void AModelThatLetsGoOfTheDeviceWhileItSendsIsFoundAndShrunk()
    {
        var failure = HandoffEquivalence.Verify(Verified.Options(3) with { Model = Verified.Careless() }, 1_000).Failure;

        Assert.NotNull(failure);
        Assert.NotEmpty(failure.Differences);
        Assert.InRange(failure.Moments.Count, 0, 5); // none where an owner that waits for its frame to be sent makes way while it is sent
    }

    [Fact]
    public void AFailureIsTheSameEachTime()
    {
        var failures = Enumerable.Range(0, 2).Select(_ => HandoffEquivalence.Verify(Verified.Options(3) with { Model = Verified.Careless() }, 1_000).Failure!).ToList();

        Assert.Equal(failures[0].Seed, failures[1].Seed);
        Assert.Equal(failures[0].Differences, failures[1].Differences);
        Assert.Equal(failures[0].Moments, failures[1].Moments);
    }

    [Fact]
    public void ADeviceThatCannotBeMadeIsAProblemAndNoFailure()
    {
        var result = HandoffEquivalence.Verify(Verified.Options(2) with { Device = new NoDevice() }, 10);

        Assert.Equal("seed 1: the device cannot be made: there is none", result.Problem);
        Assert.Null(result.Failure);
    }

    [Fact]
    public void AGuestThatIsNotDoneEvenAloneIsAProblemAndNoFailure()
    {
        var result = HandoffEquivalence.Verify(Verified.Options(2) with { LimitNs = 1_000_000 }, 10);

        Assert.Equal("seed 1: guest 1 does not come to its end even alone: it is not done after 1 ms", result.Problem);
        Assert.Null(result.Failure);
    }

    private const long QemuHandoffs = 300; // scripts/isolation makes a thousand

    private sealed record NoDevice : DevicePlan
    {
        public override string Kind => "none";

        public override bool IsRealTime => false;

        public override IPhysicalNic? TryMake(out string? problem)
        {
            problem = "there is none";
            return null;
        }
    }
}
