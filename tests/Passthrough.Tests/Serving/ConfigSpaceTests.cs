using Dmm.Devices;
using Passthrough.Guests.VfioUser;

namespace Passthrough.Tests.Serving;

public sealed class ConfigSpaceTests
{
    private readonly ConfigSpace space = new(new PciFunction
    {
        Identity = new PciIdentity(0x8086, 0x100e),
        Revision = 3,
        Bars = [new PciBar(0, IsPorts: false, 0x20000), new PciBar(1, IsPorts: true, 64)],
    });

    [Fact]
    public void GuestFindsAnEthernetController() =>
        Assert.Equal("86800E100000000003000002", Convert.ToHexString(space.Read(0, 12)));

    [Fact]
    public void BarsTellTheirSizes()
    {
        space.Write(0x10, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        Assert.Equal("0000FEFFC1FFFFFF", Convert.ToHexString(space.Read(0x10, 8)));
    }

    [Fact]
    public void IdentityAndPinCannotBeWritten()
    {
        space.Write(0, [1, 2, 3, 4]);
        space.Write(0x3d, [9]);
        Assert.Equal("86800E10", Convert.ToHexString(space.Read(0, 4)));
        Assert.Equal(1, space.Read(0x3d, 1)[0]);
    }

    [Fact]
    public void WriteOverTwoRegistersChangesWhatCanBeChangedOfEach()
    {
        space.Write(0x3b, [0xff, 0x0b, 0xff]); // reserved, the interrupt line, the pin
        Assert.Equal("000B01", Convert.ToHexString(space.Read(0x3b, 3)));
    }

    [Fact]
    public void CommandRegisterSaysWhatTheDeviceMayDo()
    {
        Assert.Equal((false, false, false, true), (space.HasPorts, space.HasMemory, space.IsBusMaster, space.CanInterrupt));
        space.Write(4, [0xff, 0xff]);
        Assert.Equal((true, true, true, false), (space.HasPorts, space.HasMemory, space.IsBusMaster, space.CanInterrupt));
        space.Reset();
        Assert.False(space.IsBusMaster);
    }
}
