using System.Text;
using Dmm.Analysis.Mutation;
using Dmm.Analysis.Mutation.Evidence;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Mutating;

/// <summary>Recordings with lines that say what is known of the device.</summary>
public class KnownTests
{
    private const string Device = "1@0.000000:pci_cfg_read ne2k 00:03.0 @0x0 -> 0x802910ec\n1@0.000000:pci_update_mappings_add ne2k 00:03.0 0,0xc000+0x100\n";

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(RepositoryFiles.PathOf("docs", "examples", "known")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void TheUnchangedModelHolds(string file) => Assert.Null(Of(file).Against(Mutants.Unchanged));

    [Theory]
    [InlineData("send-polled", "toggle-reusable", "'sending' is reusable", "reusable, and it is known not to be")]
    [InlineData("send", "drop-effect", "mark loaded", "live in ram is 0x4c00..0x4cff, and it is known to be 0x4000..0x40ff, 0x4c00..0x4cff")]
    [InlineData("reset-while-sending", "drop-transition", "[sending, stopped], to: idle, on: reset", "not reusable by transmitter is sending, and it is known to be")]
    [InlineData("reset-while-sending", "shift-constant", "0x21 is 0x22", "CR is 0x22, and it is known to be 0x21")]
    [InlineData("loopback", "swap-bits", "TCR.LB", "listening, and frames are known not to come in")]
    [InlineData("address-filter", "swap-bits", "RCR.AB and RCR.AM", "a frame to ff:ff:ff:ff:ff:ff is not taken, and it is known to be")]
    [InlineData("every-byte", "shift-constant", "0x4000 is 0x3fff in 'size", "is denied")]
    public void AMutantIsContradicted(string file, string kind, string change, string by)
    {
        var contradiction = Of(file + ".qemu.log").Against(Mutants.Load(kind, change));

        Assert.Equal(EvidenceKinds.Known, contradiction?.Kind);
        Assert.Contains(by, contradiction!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsKnownToBeAnAttackMustBeDenied()
    {
        var attack = File.ReadAllText(RepositoryFiles.PathOf("docs", "examples", "denied", "frame-too-long.qemu.log"));
        var evidence = Read(attack + "# known: denied because the frame is longer than the memory\n", out _)!;

        Assert.Null(evidence.Against(Mutants.Unchanged));
        Assert.Contains("the access is allowed", evidence.Against(Mutants.Load("drop-check", "'frame_in_ram'"))!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# known: busy", "line 4: 'busy' says nothing of this device")]
    [InlineData("# known: CX = 0x21", "line 4: 'CX = 0x21' says nothing of this device")]
    [InlineData("# known: CR = much", "line 4: 'CR = much' says nothing of this device")]
    [InlineData("# known: live rom = nothing", "line 4: 'live rom = nothing' says nothing of this device")]
    [InlineData("# known: live ram = 0x4100..0x4000", "line 4: 'live ram = 0x4100..0x4000' says nothing of this device")]
    [InlineData("# known: takes 01:02", "line 4: 'takes 01:02' says nothing of this device")]
    [InlineData("# nothing is known", "it has no line '# known: ...'")]
    public void WhatCannotBeReadIsSaidWithItsLine(string line, string problem)
    {
        Assert.Null(Read($"{Device}1@0.000001:memory_region_ops_write cpu 0 mr 0x0 addr 0xc000 value 0x21 size 1 name 'ne2k'\n{line}\n", out var said));
        Assert.StartsWith(problem, said, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsKnownBeforeTheFirstEvent()
    {
        Assert.Null(Read($"# known: reusable\n{Device}1@0.000001:memory_region_ops_write cpu 0 mr 0x0 addr 0xc000 value 0x21 size 1 name 'ne2k'\n", out var problem));
        Assert.Equal("line 1: nothing has happened yet at this moment", problem);
    }

    [Fact]
    public void NoTextThrows()
    {
        var words = Gen.Elements("# known: ", "live ", "ram", " = ", "0x4000", "..", ",", "takes ", "ff:", "does not take ", "denied", " because ", "CR", "=", "\n", "nothing", "\r", "0xffffffffffffffff");
        Prop.ForAll(Arb.From(Gen.ListOf(words)), parts =>
        {
            var evidence = Read($"{Device}1@0.000001:memory_region_ops_write cpu 0 mr 0x0 addr 0xc000 value 0x21 size 1 name 'ne2k'\n{string.Concat(parts)}\n", out var problem);
            _ = evidence?.Against(Mutants.Unchanged);
            return evidence is null != problem is null;
        }).QuickCheckThrowOnFailure();
    }

    private static KnownEvidence Of(string file)
    {
        var evidence = Read(File.ReadAllText(RepositoryFiles.PathOf("docs", "examples", "known", file)), out var problem);
        Assert.True(evidence is not null, problem);
        return evidence;
    }

    private static KnownEvidence? Read(string text, out string? problem) =>
        KnownEvidence.Read("known", Encoding.UTF8.GetBytes(text), new TraceReaderOptions { PciIds = Mutants.Unchanged.PciIds, IsaBases = Mutants.Unchanged.IsaBases }, Mutants.Unchanged, Mutants.Goals, out problem);
}
