using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tests.Replaying;
using Dmm.Tests.StatelessMachines;

namespace Dmm.Tests.Monitoring;

/// <summary>Transactions of guests that do anything, on all models: a monitor that tries and takes back is one that was only given what is kept.</summary>
public class TransactionProperties
{
    public static TheoryData<string, string> Variants => TwoEnginesTests.Variants();

    [Theory]
    [MemberData(nameof(Variants))]
    public void WhatIsTakenBackHasNeverBeen(string name, string variant) => Run(ModelLoader.Load($"models/{name}.yaml", RepositoryFiles.Bytes("models", $"{name}.yaml"), variant).Model!);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void SoItIsForAccessesOfSeveralRegisters(int seed) => Run(Sender.Tables.Model, seed * 100);

    private static void Run(DeviceModel model, int firstSeed = 0)
    {
        var tables = TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma);
        var (committed, discarded, denied) = (0, 0, 0);
        for (var seed = firstSeed; seed < firstSeed + 20; seed++)
        {
            var guest = new AnyGuest(model, seed);
            var memory = guest.MakeMemory();
            var (tried, plain) = (new DeviceMonitor(tables, memory), new DeviceMonitor(tables, memory));
            var random = new Random(seed);
            for (var i = 0; i < 400; i++)
            {
                var access = guest.NextAccess();
                if (random.Next(3) == 0)
                {
                    var preview = tried.Transaction.Try(access);
                    if (preview.IsAllowed)
                        tried.Transaction.Discard();
                    Everything.Of(plain).AssertSame(tried);
                }
                var verdict = tried.Transaction.Judge(access);
                if (!verdict.IsAllowed)
                    Assert.Equal(verdict, plain.Access(access));
                else if (random.Next(2) == 0)
                {
                    Assert.True(plain.State.Words.SequenceEqual(tried.Transaction.Before));
                    Assert.Equal(access.Size, tried.Transaction.Parts.ToArray().Sum(part => part.Size));
                    tried.Transaction.Commit();
                    Assert.Equal(verdict, plain.Access(access));
                    Assert.Equal((plain.Passed, plain.Given), (tried.Passed, tried.Given));
                    committed++;
                }
                else
                {
                    tried.Transaction.Discard();
                    discarded++;
                }
                denied += verdict.IsAllowed ? 0 : 1;
                Everything.Of(plain).AssertSame(tried);
            }
        }
        Assert.True(committed > 100 && discarded > 100 && denied > 100, $"{committed} committed, {discarded} discarded, {denied} denied: too few to tell anything");
    }
}
