using System.Numerics;
using Dmm.Monitoring;
using Dmm.Tracing;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Ne2k;

/// <summary>What holds whatever a guest does.</summary>
public class StateProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static readonly Arbitrary<TraceEvent[]> Sequences = AccessSequences.Any;

    [Theory]
    [InlineData("qemu")]
    [InlineData("dp8390")]
    public void AnyAccessesLeaveTheStateInsideItsBounds(string variant)
    {
        var tables = Ne2kModel.Tables(variant);
        Check.One(Config, Prop.ForAll(Sequences, accesses =>
        {
            var monitor = new DeviceMonitor(tables);
            foreach (var access in accesses)
            {
                monitor.Access(access);
                if (access.Value % 7 == 0)
                    monitor.Interrupt(access.Value);
                AssertBounds(monitor);
            }
        }));
    }

    [Fact]
    public void ADeniedAccessLeavesNoTrace()
    {
        var tables = Ne2kModel.Tables("qemu");
        Check.One(Config, Prop.ForAll(Sequences, accesses =>
        {
            var monitor = new DeviceMonitor(tables);
            foreach (var access in accesses)
            {
                var before = monitor.State.Clone();
                if (!monitor.Access(access).IsAllowed)
                    Assert.True(monitor.State.SameAs(before));
            }
        }));
    }

    [Theory]
    [InlineData("qemu")]
    [InlineData("dp8390")]
    public void AllRegistersButTheDataPortAreBytes(string variant)
    {
        var tables = Ne2kModel.Tables(variant);
        Check.One(Config, Prop.ForAll(Sequences, accesses =>
        {
            var monitor = new DeviceMonitor(tables);
            foreach (var access in accesses)
            {
                var verdict = monitor.Access(access);
                if (access.Size > 1 && access.Offset is < 0x10 or > 0x10)
                    Assert.False(verdict.IsAllowed);
            }
        }));
    }

    private static void AssertBounds(DeviceMonitor monitor)
    {
        var model = monitor.Tables.Model;
        var words = monitor.State.Words;
        foreach (var machine in model.Machines)
            Assert.Equal(1, BitOperations.PopCount(words[0] & machine.Mask));
        foreach (var register in model.Registers)
            Assert.Equal(0UL, register.Bytes == 8 ? 0 : words[register.Word] >> (8 * register.Bytes));
        foreach (var variable in model.Variables)
            Assert.InRange(words[variable.Word], 0UL, variable.Max);
    }
}
