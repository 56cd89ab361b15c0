using Dmm.Expressions;

namespace Dmm.Tests.Expressions;

public class CompiledExpressionTests
{
    private static readonly TestSymbols Symbols = TestSymbols.Ne2000;

    [Fact]
    public void AMissingGuardAlwaysHolds()
    {
        Assert.Equal(ExpressionKind.Always, CompiledExpression.Always.Kind);
        Assert.True(CompiledExpression.Always.Test([0UL], -1, 0));
    }

    [Fact]
    public void ReferencesAreDistinctAndInTheOrderOfTheText()
    {
        var compiled = Symbols.Compile("CR.TXP and TBCR != 0 and not old(CR.TXP) and CR.TXP and transmitter is idle and slot == page_size - 255");
        Assert.Equal(["CR.TXP", "TBCR", "old CR.TXP", "transmitter is idle", "slot"],
            compiled.References.Select(reference => (reference.IsOld ? "old " : "") + reference.Name));
    }

    [Fact]
    public void AReferenceSaysWhereItReadsAndWhose()
    {
        var reference = Assert.Single(Symbols.Compile("CR.RD == read").References);
        Assert.Equal(new Reference("CR.RD", SymbolKind.Word, 1, 3, 7, IsRegister: true, IsOld: false), reference);
        Assert.Equal("CR", reference.Owner);
        Assert.Equal(5UL, reference.Read([0, 0x2f], -1, 0));
    }

    [Fact]
    public void AnOldReferenceReadsTheValueBeforeTheEventOnlyOfTheEventsRegister()
    {
        var reference = Assert.Single(Symbols.Compile("old(CR.STP)").References);
        Assert.Equal(1UL, reference.Read([0, 0], 1, 0x21));
        Assert.Equal(0UL, reference.Read([0, 0], 2, 0x21));
    }

    [Fact]
    public void AStateIsNoRegister()
    {
        var reference = Assert.Single(Symbols.Compile("transmitter is sending").References);
        Assert.Equal(new Reference("transmitter is sending", SymbolKind.State, 0, 1, 1, IsRegister: false, IsOld: false), reference);
        Assert.Equal("transmitter", reference.Owner);
    }

    [Fact]
    public void AConstantIsKnownWithoutAState()
    {
        Assert.Equal(512UL, Symbols.Compile("page_size * 2", ExpressionType.Int).Constant);
        Assert.Equal(1UL, Symbols.Compile("1 < 2").Constant);
        Assert.Null(Symbols.Compile("TBCR", ExpressionType.Int).Constant);
    }

    [Fact]
    public void TheTextIsKeptAsWritten() => Assert.Equal("CR.TXP  and true", Symbols.Compile("CR.TXP  and true").ToString());

    [Fact]
    public void AShiftOfARegisterIsTwoOperations() =>
        Assert.Equal(2, Symbols.Compile("TPSR << 8", ExpressionType.Int).Operations.Length);

    [Fact]
    public void EvaluationAllocatesNothing()
    {
        var compiled = Symbols.Compile("BNRY in PSTART..PSTOP - 1 and old(CR.STP) and ISR & IMR == 0");
        var words = new ulong[Symbols.WordCount];
        compiled.Test(words, 1, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            compiled.Test(words, 1, 1);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void ASymbolThatNoStateBlockCanHoldIsAProgrammersMistake()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Symbol.Register(-1, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => Symbol.Register(65536, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => Symbol.Field(1, 60, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Symbol.Variable(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Symbol.State(64));
    }
}
