using Dmm.Tests.Ne2k;

namespace Dmm.Tests.Compilation;

public class FindTests
{
    [Theory]
    [InlineData(0x21, 0x00, true, "CR")]
    [InlineData(0x21, 0x04, true, "TPSR")]
    [InlineData(0x21, 0x04, false, "TSR")]
    [InlineData(0x61, 0x04, true, "PAR")]
    [InlineData(0x61, 0x07, false, "CURR")]
    [InlineData(0xa1, 0x0c, false, "RCR")]
    [InlineData(0xa1, 0x0c, true, null)]
    [InlineData(0x21, 0x10, false, "DATA")]
    [InlineData(0x21, 0x1a, true, null)]
    [InlineData(0x21, 0x20, true, null)]
    [InlineData(0x21, uint.MaxValue, true, null)]
    public void ThePlaceTheDirectionAndTheBankDecide(ulong command, uint offset, bool isWrite, string? register)
    {
        var tables = Ne2kModel.Tables("dp8390");
        var words = new ulong[tables.Model.StateWords];
        words[tables.Model.Registers.Single(each => each.Name == "CR").Word] = command;
        Assert.Equal(register, tables.Find(0, offset, isWrite, words).Register?.Name);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void ARegionThatTheModelDoesNotHaveHasNone(int region)
    {
        var tables = Ne2kModel.Tables("dp8390");
        Assert.Null(tables.Find(region, 0, isWrite: true, new ulong[tables.Model.StateWords]).Register);
    }
}
