using Passthrough.Devices.Vfio;

namespace Passthrough.Tests.Hardware;

/// <summary>What stands in the way of sharing a card is found from what Linux tells, and each message says what to do.</summary>
public class ObstacleTests
{
    private const string Card = "0000:03:00.0", E1000 = "8086:100e", Vfio = "vfio-pci";

    [Fact]
    public void NothingStandsInTheWayOfACardThatWasGivenAway()
    {
        var machine = new MadeUpMachine().With(Card, E1000, 14, Vfio).WithNode(14).WithIntelIommu("f00f4a");
        var nic = Find(machine);

        Assert.Null(nic.Obstacle);
        Assert.Equal((14, Vfio, E1000), (nic.Group, nic.Driver, nic.IdText));
        Assert.Equal(Path.Combine(machine.Dev, "vfio/14"), nic.GroupPath);
    }

    [Fact]
    public void NoIommu()
    {
        var machine = new MadeUpMachine().With(Card, E1000, null, "e1000", "eth1");
        Expect(machine, ObstacleKind.NoIommu, "enable VT-d (Intel) or AMD-Vi", "intel_iommu=on");
    }

    [Fact]
    public void ACardOfItsOwnDriverIsTakenFromIt()
    {
        var machine = new MadeUpMachine().With(Card, E1000, 14, "e1000", "eth1");
        var obstacle = Expect(machine, ObstacleKind.NotGivenAway, "has the driver e1000 (interface eth1)");

        Assert.Equal(
            [
                "modprobe vfio-pci", "ip link set eth1 down", "echo vfio-pci > /sys/bus/pci/devices/0000:03:00.0/driver_override",
                "echo 0000:03:00.0 > /sys/bus/pci/devices/0000:03:00.0/driver/unbind", "echo 0000:03:00.0 > /sys/bus/pci/drivers_probe",
            ],
            obstacle.Commands);
    }

    [Fact]
    public void ACardWithoutADriverIsTakenFromNone()
    {
        var machine = new MadeUpMachine().With(Card, E1000, 14);
        Assert.DoesNotContain(Expect(machine, ObstacleKind.NotGivenAway, "has no driver").Commands, command => command.Contains("unbind", StringComparison.Ordinal));
    }

    [Fact]
    public void AGroupWithTheCardOfAnotherDriverIsNotGivenAway()
    {
        var machine = new MadeUpMachine().With(Card, E1000, 14, Vfio).WithNode(14).With("0000:03:01.0", "10ec:8139", 14, "8139too");
        Expect(machine, ObstacleKind.SharedGroup, "shares IOMMU group 14 with 0000:03:01.0 (8139too)", "another slot");
    }

    [Theory]
    [InlineData("0x060400", "pcieport")] // a bridge
    [InlineData("0x020000", Vfio)]
    [InlineData("0x020000", null)]
    public void CompanionsThatDoNothingAreNoObstacle(string classCode, string? driver)
    {
        var machine = new MadeUpMachine().With(Card, E1000, 14, Vfio).WithNode(14).With("0000:02:00.0", "1b36:000c", 14, driver, classCode: classCode);
        Assert.Null(Find(machine).Obstacle);
    }

    [Fact]
    public void ACardThatCannotBeResetWouldKeepWhatOneUserLeftInIt()
    {
        var machine = new MadeUpMachine().With(Card, E1000, 14, Vfio, canReset: false).WithNode(14);
        Expect(machine, ObstacleKind.NoReset, "cannot reset 0000:03:00.0 on its own", "a slot behind a bridge");
    }

    [Fact]
    public void InterruptsThatNobodyChecks()
    {
        var machine = new MadeUpMachine().With(Card, E1000, 14, Vfio).WithNode(14).WithIntelIommu("f00f42");
        Expect(machine, ObstacleKind.NoRemapping, "does not remap interrupts", "allow_unsafe_interrupts");
    }

    [Fact]
    public void AGroupOfSomebodyElse()
    {
        var machine = new MadeUpMachine().With(Card, E1000, 14, Vfio).WithNode(14, mayBeOpened: false);
        Assert.Equal($"chown {Environment.UserName} {machine.Dev}/vfio/14", Assert.Single(Expect(machine, ObstacleKind.NoPermission, "this user cannot open").Commands));
    }

    [Fact]
    public void OtherCardsAreNotListed()
    {
        var machine = new MadeUpMachine().With("0000:00:1f.2", "8086:2922", 7, "ahci", classCode: "0x010601").With(Card, E1000, 14, Vfio).WithNode(14);
        Assert.Equal(Card, Assert.Single(new HardwareNics(machine.Sys, machine.Dev).All()).Address);
    }

    [Fact]
    public void AMachineWithoutPciHasNoCards()
    {
        var machine = new MadeUpMachine();
        Assert.Empty(new HardwareNics(machine.Sys, machine.Dev).All());
        Assert.Null(new HardwareNics(machine.Sys, machine.Dev).Find(Card));
    }

    [Theory]
    [InlineData(2, "modprobe vfio-pci")] // ENOENT
    [InlineData(13, "chown")] // EACCES
    [InlineData(16, "fuser -v")] // EBUSY
    [InlineData(5, "error 5")]
    public void ANodeThatCannotBeOpened(int error, string cure)
    {
        var machine = new MadeUpMachine().With(Card, E1000, 14, Vfio).WithNode(14);
        Assert.Contains(cure, Obstacles.NotOpened(Find(machine), "/dev/vfio/14", error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eth2", null, "there is no network interface 'eth2'")]
    [InlineData("eth1", null, "is down: run as root  ip link set eth1 up")]
    [InlineData("eth1", "0", "has no link")]
    [InlineData("eth1", "1", null)]
    public void TheOtherEndOfTheCable(string name, string? carrier, string? expected)
    {
        var machine = new MadeUpMachine().WithInterface("eth1", carrier);
        var problem = Obstacles.OfFarEnd(name, Path.Combine(machine.Sys, "class/net"));
        if (expected is null)
            Assert.Null(problem);
        else
            Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    private static HardwareNic Find(MadeUpMachine machine) => new HardwareNics(machine.Sys, machine.Dev).Find(Card)!;

    private static Obstacle Expect(MadeUpMachine machine, ObstacleKind kind, params string[] texts)
    {
        var obstacle = Find(machine).Obstacle!;
        Assert.Equal(kind, obstacle.Kind);
        Assert.All(texts, text => Assert.Contains(text, obstacle.Text, StringComparison.Ordinal));
        return obstacle;
    }
}
