using System.Text.RegularExpressions;
using Passthrough.Tests.Hardware;

namespace Vpio.Tests.Documentation;

/// <summary>Holds docs/hardware.md to what is printed of a machine as the page describes.</summary>
public partial class HardwarePageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFiles.PathOf("docs", "hardware.md")).ReplaceLineEndings("\n");

    [Fact]
    public void WhatIsPrintedOfACardOfItsDriverIsShown()
    {
        var machine = new MadeUpMachine().With("0000:03:00.0", "8086:100e", 14, "e1000", "eth1");
        Assert.Contains(CommandLine.RunOnPage("devices", "--sys", machine.Sys).Output.ReplaceLineEndings("\n").TrimEnd(), Page, StringComparison.Ordinal);
    }

    [Fact]
    public void TheKeysOfJsonAreListed()
    {
        var machine = new MadeUpMachine().With("0000:03:00.0", "8086:100e", 14, "e1000", "eth1");
        var card = CommandLine.Run("devices", "--json", "--sys", machine.Sys).Output;
        Assert.All(Key().Matches(card).Select(match => match.Groups[1].Value), key => Assert.Contains($"`{key}`", Page, StringComparison.Ordinal));
    }

    [GeneratedRegex("\"([a-z]+)\": ")]
    private static partial Regex Key();
}
