using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Tests.Ne2k;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Compilation;

/// <summary>A guard that was taken apart says what the whole one says.</summary>
public class CompiledGuardTests
{
    [Fact]
    public void AGuardTakenApartIsTheSameGuard()
    {
        var model = Ne2kModel.Load("dp8390");
        var states = (
            from rule in Gen.Elements(model.Rules.ToArray())
            from words in ArbMap.Default.GeneratorFor<ulong>().Select(word => word & 0xffff).ArrayOf(model.StateWords)
            from old in ArbMap.Default.GeneratorFor<ulong>()
            select (rule, words, old)).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(states, state =>
        {
            var word = state.rule.On[0].Register?.Word ?? -1;
            return new CompiledGuard(state.rule.Guard).Holds(state.words, word, state.old) == state.rule.Guard.Test(state.words, word, state.old);
        }));
    }

    [Fact]
    public void EveryGuardOfTheModelIsTriedBothWays()
    {
        var model = Ne2kModel.Load("dp8390");
        var random = new Random(1);
        foreach (var rule in model.Rules.Where(rule => rule.Guard.Text != "true"))
            Assert.Equal(2, Enumerable.Range(0, 20_000).Select(_ => Tried(rule)).Distinct().Count());

        bool Tried(RuleInfo rule)
        {
            var words = Enumerable.Range(0, model.StateWords).Select(_ => (ulong)random.Next(0x10000) & (ulong)(random.Next(2) == 0 ? 0xff : 0xffff)).ToArray();
            foreach (var reference in rule.Guard.References)
                if (random.Next(2) == 0)
                    words[reference.Word] = 0;
            return new CompiledGuard(rule.Guard).Holds(words, rule.On[0].Register?.Word ?? -1, 0);
        }
    }
}
