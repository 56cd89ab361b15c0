using Dmm.Expressions;

namespace Dmm.Tests.Expressions;

public class GuardSolverTests
{
    private const int Cr = 1;

    private static readonly TestSymbols Symbols = TestSymbols.Ne2000;
    private static readonly ulong[] Machines = [0b00111, 0b11000];

    [Theory]
    [InlineData("CR.TXP", "not CR.TXP")]
    [InlineData("CR.RD == read", "CR.RD == write")]
    [InlineData("CR.RD in {read, write}", "CR.RD in {send, abort}")]
    [InlineData("ISR.PTX or ISR.TXE", "not ISR.PTX and not ISR.TXE")]
    [InlineData("ISR & IMR == 0", "ISR & IMR != 0")]
    [InlineData("CR.STP and not old(CR.STP)", "old(CR.STP)")]
    [InlineData("transmitter is idle", "transmitter is sending")]
    [InlineData("transmitter is not idle and transmitter is not sending", "transmitter is not stopped")]
    public void ConditionsThatExcludeEachOtherAreDisjoint(string a, string b) =>
        Assert.Equal(OverlapKind.Disjoint, Find(a, b).Kind);

    [Theory]
    [InlineData("length < 1500", "length > 2000")]
    [InlineData("WIDE == 1", "WIDE == 2")]
    [InlineData("WIDE in 5..9", "WIDE > 9")]
    [InlineData("TSD == 0", "TSD.OWN")]
    [InlineData("TSD.SIZE <= 1792 and TSD.OWN", "TSD.SIZE > 1792 or not TSD.OWN")]
    [InlineData("TSD == 0x2000", "TSD.SIZE == 1")]
    public void ManyBitsComparedWithConstantsAreDecided(string a, string b) =>
        Assert.Equal(OverlapKind.Disjoint, Find(a, b).Kind);

    [Theory]
    [InlineData("WIDE & length == 0", "WIDE & length != 0")]
    [InlineData("WIDE < length and CR.TXP", "not (CR.TXP and WIDE < length)")]
    [InlineData("WIDE < length or CR.TXP", "not CR.TXP and WIDE >= length")]
    public void ANegationIsSeenHoweverManyBitsItReads(string a, string b) =>
        Assert.Equal(OverlapKind.Disjoint, Find(a, b).Kind);

    [Theory]
    [InlineData("CR.TXP", "CR.STA", "CR = 0x06")]
    [InlineData("CR.TXP and CR.RD == abort", "not CR.STP", "CR = 0x24")]
    [InlineData("CR.STA", "old(CR.STP)", "CR = 0x02, old(CR) = 0x01")]
    [InlineData("CR.STA and transmitter is sending", "slot == 3", "CR = 0x02, slot = 0x03, transmitter is sending")]
    [InlineData("transmitter is not idle", "transmitter is not sending", "transmitter is not idle, transmitter is not sending")]
    [InlineData("length >= 1500", "length <= 1500", "length = 0x5dc")]
    [InlineData("true", "true", "")]
    public void AnOverlapHasAWitness(string a, string b, string witness) =>
        Assert.Equal(new Overlap(OverlapKind.Overlapping, witness), Find(a, b));

    [Fact]
    public void OnlyTheEventsOwnRegisterHasAnotherOldValue()
    {
        Assert.Equal(OverlapKind.Overlapping, GuardSolver.Find(Compile("old(CR.STP)"), Compile("not CR.STP"), Cr).Kind);
        Assert.Equal(OverlapKind.Disjoint, GuardSolver.Find(Compile("old(CR.STP)"), Compile("not CR.STP"), Cr + 1).Kind);
        Assert.Equal("CR = 0x01", GuardSolver.Find(Compile("old(CR.STP)"), Compile("true")).Witness);
    }

    [Fact]
    public void WithoutMachinesTheirStatesAreFree() =>
        Assert.Equal(OverlapKind.Overlapping, GuardSolver.Find(Compile("transmitter is idle"), Compile("transmitter is sending")).Kind);

    [Fact]
    public void WhatCannotBeTriedIsUndecided() =>
        Assert.Equal(OverlapKind.Undecided, Find("WIDE * length == 0x123456789", "WIDE > 77 and length > 77").Kind);

    [Theory]
    [InlineData("BNRY in PSTART..PSTOP - 1", "TBCR + length > 1500")]
    [InlineData("WIDE > (length << 8) + 77", "WIDE < (length << 8) + 79")]
    public void AnOverlapIsFoundAmongMoreBitsThanCanBeTried(string a, string b) =>
        Assert.Equal(OverlapKind.Overlapping, Find(a, b).Kind);

    [Theory]
    [InlineData("CR.RD == read", true)]
    [InlineData("CR.RD == read and CR.RD == write", false)]
    [InlineData("false", false)]
    [InlineData("transmitter is idle and transmitter is sending", false)]
    [InlineData("WIDE * length == 0x123456789 and WIDE > 77 and length > 77", null)]
    public void AGuardThatIsNeverTrueIsFound(string guard, bool? expected) =>
        Assert.Equal(expected, GuardSolver.CanBeTrue(Compile(guard), Cr, Machines));

    [Fact]
    public void ANumberIsNoGuard() =>
        Assert.Throws<ArgumentException>(() => GuardSolver.CanBeTrue(Symbols.Compile("TBCR", ExpressionType.Int)));

    private static Overlap Find(string a, string b) => GuardSolver.Find(Compile(a), Compile(b), Cr, Machines);

    private static CompiledExpression Compile(string text) => Symbols.Compile(text);
}
