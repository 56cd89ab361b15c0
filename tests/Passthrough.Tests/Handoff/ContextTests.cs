using Dmm.Modeling.Model;
using FsCheck;
using FsCheck.Fluent;
using Passthrough.Handoff;

namespace Passthrough.Tests.Handoff;

/// <summary>A context that is taken out of a card and put into it again, with another guest in between, is the same card.</summary>
public sealed class ContextTests : IDisposable
{
    private const uint Isr = 0x07;

    private readonly ContextBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void WhatAGuestLeftIsThereAgainAfterAnotherUsedTheCard() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll<int>(seed =>
        {
            using var any = new ContextBench();
            var random = new Random(seed);
            any.Leave(random);
            var cr = any.Nic.Read(0, ContextBench.Cr, 1);
            var left = any.Contents(cr);

            var context = any.Save();
            any.LetAnotherUseIt(random);
            any.Restore(context);

            Assert.Equal(left, any.Contents(cr));
            AssertHolds(any, context);
        }));

    [Fact]
    public void RemoteDmaThatWasSetUpBeginsWhereItWould()
    {
        bench.Load(0x4100, 1, 2, 3, 4);
        bench.Guest(0x08, 0x01, 0x41, 2, 0);

        MoveOutAndIn();

        bench.Guest(ContextBench.Cr, 0x0a);
        Assert.Equal((2UL, 3UL), (bench.Nic.Read(0, ContextBench.Data, 1), bench.Nic.Read(0, ContextBench.Data, 1)));
        Assert.NotEqual(0UL, bench.Nic.Read(0, Isr, 1) & 0x40);
    }

    [Fact]
    public void AFrameThatWasLoadedIsSentWithItsLengthAndItsBytes()
    {
        byte[] frame = [.. Enumerable.Range(0, 61).Select(i => (byte)i)];
        bench.Load(0x4300, frame);
        bench.Guest(0x04, 0x43, (byte)frame.Length, 0);

        MoveOutAndIn();

        bench.Guest(ContextBench.Cr, 0x26);
        bench.Nic.Advance(2_000_000);
        Assert.True(bench.Nic.TryTakeSent(out var sent));
        Assert.Equal(frame, sent);
    }

    [Fact]
    public void CausesAreTakenOutAndNotPutIn()
    {
        bench.Guest(0x08, 0, 0x40, 0, 0);
        bench.Guest(ContextBench.Cr, 0x0a); // of no bytes: it is over at once, and ISR.RDC tells it
        bench.Guest(ContextBench.Cr, 0x22);

        var context = bench.Save();
        bench.LetAnotherUseIt(new Random(1));
        bench.Restore(context);

        Assert.Equal(0x40UL, context.HeldCauses);
        Assert.Equal(0UL, bench.Nic.Read(0, Isr, 1) & 0x7f);
    }

    [Fact]
    public void RegistersAreWrittenInTheOrderOfTheContext()
    {
        bench.Leave(new Random(3));
        var context = bench.Save(withMemory: false);
        bench.Nic.Accesses.Clear();

        bench.Restore(context);

        var written = bench.Nic.Accesses.Where(access => access.IsWrite).Select(access => access.Offset).ToList();
        var expected = ContextBench.Model.Context
            .Where(item => item.Restore == RestoreRule.Write || item.Register == ContextBench.Model.Interrupt!.Cause)
            .SelectMany(item => item.Register!.Places.Select(place => place.Offset));
        Assert.Equal(expected.Where(offset => offset != ContextBench.Cr), written.Where(offset => offset != ContextBench.Cr)); // CR changes banks too
        Assert.Equal((true, ContextBench.Cr, context.Words[ContextBench.Register("CR").Word]), bench.Nic.Accesses[^1]);
    }

    [Fact]
    public void EveryRegisterIsReadOnceAndNoneOfThoseThatChangeByIt()
    {
        bench.Leave(new Random(4));
        bench.Nic.Accesses.Clear();
        bench.Save(withMemory: false);

        var read = ContextBench.Model.Context.Where(item => item.Save == SaveRule.Read).Select(item => item.Register!).Distinct().ToList();
        Assert.DoesNotContain(read, register => register.ReadHasSideEffect);
        Assert.Equal(read.Sum(register => (register.Readback?.Places ?? register.Places).Count) + 1, bench.Nic.Accesses.Count(access => !access.IsWrite)); // one look awaits ISR.RST
    }

    [Fact]
    public void OfMemoryLiveBytesMoveAndNoOthers()
    {
        bench.Load(0x4300, 1, 2, 3, 4);
        bench.Nic.Accesses.Clear();

        var context = bench.Save();
        var saved = bench.Nic.Accesses.Count(access => access is { IsWrite: false, Offset: ContextBench.Data });
        bench.Restore(context);

        Assert.Equal(0x100, context.Memory.Sum(memory => memory.KnownBytes));
        Assert.Equal((0x80, 0x80), (saved, bench.Nic.Accesses.Count(access => access is { IsWrite: true, Offset: ContextBench.Data })));
    }

    [Fact]
    public void EveryAccessIsCounted()
    {
        bench.Load(0x4300, 1, 2, 3, 4);
        bench.Nic.Accesses.Clear();

        bench.Restore(bench.Save());

        Assert.Equal(bench.Nic.Accesses.Count, bench.Port.Accesses);
    }

    [Fact]
    public void AFullCopyWouldMoveAllOfTheMemoryBothWays() =>
        Assert.Equal((0x4000L + 70, 70L), (new FullCopyCost(ContextBench.Model).Of(70, 0), new FullCopyCost(ContextBench.Model).Of(70, 0x8000)));

    private static void AssertHolds(ContextBench bench, SavedContext context)
    {
        var memory = Assert.Single(context.Memory);
        Assert.NotEqual(0, memory.KnownBytes);
        var read = ContextBench.Model.Procedures.Single(procedure => procedure.Name == "remote_read");
        foreach (var range in memory.Known())
        {
            var bytes = new byte[range.Length];
            bench.Procedures.Read(read, context.Words, range, bytes);
            Assert.Equal(memory.At(range).ToArray(), bytes);
        }
    }

    private void MoveOutAndIn()
    {
        var context = bench.Save();
        bench.LetAnotherUseIt(new Random(2));
        bench.Restore(context);
        bench.TakeUp(context);
    }
}
