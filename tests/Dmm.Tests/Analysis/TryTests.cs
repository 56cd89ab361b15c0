using Dmm.Analysis.Trying;
using Dmm.Tests.Replaying.Truth;

namespace Dmm.Tests.Analysis;

/// <summary>A script tries a model without a device.</summary>
public class TryTests
{
    [Theory]
    [InlineData("e1000", "e1000.txt")]
    [InlineData("e1000", "e1000-qemu.txt")]
    [InlineData("pcnet", "pcnet.txt")]
    [InlineData("rtl8139", "rtl8139.txt")]
    [InlineData("rtl8139", "rtl8139-c_mode.txt")]
    [InlineData("ne2k", "ne2k.txt")]
    public void AttacksOnAModelAreScripts(string name, string file)
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf("tests", "Dmm.Tests", "Attacks", file));
        var model = Recorded.Model(name, TryScript.VariantOf(text)!);
        var script = TryScript.Read(text, model);

        Assert.Empty(script.Faults);
        Assert.NotEqual(0, script.Count);
        Assert.Empty(TryRun.Run(Recorded.Tables(model), script));
    }

    [Theory]
    [InlineData("W CR = 0x10\nexpect denied", 2, "is allowed")]
    [InlineData("w io+0xff 1 0", 1, "is denied by unlisted")]
    [InlineData("W TSAD0 = 0xdead0000\nexpect not reusable", 2, "reusable, and it must not be")]
    [InlineData("window 0x1000 0x1000\nmem 0x3000: 00", 2, "not the guest's memory")]
    public void WhatDoesNotHoldIsTold(string text, int line, string message)
    {
        var model = Recorded.Model("rtl8139", "c_mode");
        var fault = Assert.Single(TryRun.Run(Recorded.Tables(model), TryScript.Read(text, model)));

        Assert.Equal(line, fault.Line);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("W TDX = 1", "no register 'TDX'")]
    [InlineData("W CR = one", "no number")]
    [InlineData("mem 0x1000: 0", "two hexadecimal digits")]
    [InlineData("expect denied nothing_known", "no check 'nothing_known'")]
    [InlineData("include start", "no part '-- start'")]
    [InlineData("window 5", "takes an address")]
    [InlineData("model e1000 qemu", "is for the model 'e1000'")]
    [InlineData("hello", "a line is")]
    public void ALineThatCannotBeReadIsNamed(string text, string message)
    {
        var fault = Assert.Single(TryScript.Read(text, Recorded.Model("rtl8139", "c_mode")).Faults);

        Assert.Equal(1, fault.Line);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }
}
