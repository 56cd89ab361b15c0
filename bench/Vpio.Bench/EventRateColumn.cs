using BenchmarkDotNet.Running;

namespace Vpio.Bench;

/// <summary>Events in a second, of the benchmarks whose operation is an event.</summary>
internal sealed class EventRateColumn : SpeedColumn
{
    public override string ColumnName => "M events/s";

    public override string Legend => "Million events in a second, by the median";

    protected override double? MillionsPerRun(Descriptor benchmark) =>
        benchmark.OperationsPerInvoke == 1 ? null : benchmark.OperationsPerInvoke / 1e6;
}
