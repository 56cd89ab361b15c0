using System.Diagnostics;
using System.Globalization;

namespace Vpio.Tests;

/// <summary>What tests write to the temporary folder goes with their process.</summary>
public class TemporaryFolderTests
{
    [Fact]
    public void EveryTemporaryFileLiesInTheFolderOfTheProcess()
    {
        Assert.StartsWith(TemporaryFolder.Path, Path.GetTempPath(), StringComparison.Ordinal);
        Assert.StartsWith(TemporaryFolder.Path, Path.GetTempFileName(), StringComparison.Ordinal);
        Assert.StartsWith(TemporaryFolder.Path, Directory.CreateTempSubdirectory().FullName, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAKilledProcessLeftIsRemovedAndWhatALivingOneHasIsNot()
    {
        var parent = Directory.CreateTempSubdirectory("parent").FullName;
        using var ended = Process.Start("true");
        ended.WaitForExit();
        Directory.CreateDirectory(Path.Combine(parent, "vpio-" + ended.Id.ToString(CultureInfo.InvariantCulture), "left"));
        var living = Directory.CreateDirectory(Path.Combine(parent, "vpio-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture))).FullName;

        TemporaryFolder.RemoveThoseOfTheDead(parent);

        Assert.Equal([living], Directory.GetDirectories(parent));
    }
}
