using System.Reflection;
using BenchmarkDotNet.Running;

namespace Vpio.Bench;

/// <summary>Bytes of input in a second, of the benchmarks that read some.</summary>
internal sealed class ByteRateColumn : SpeedColumn
{
    public override string ColumnName => "MB/s";

    public override string Legend => "Million bytes of input in a second, by the median";

    protected override double? MillionsPerRun(Descriptor benchmark) =>
        benchmark.WorkloadMethod.GetCustomAttribute<InputBytesAttribute>()?.Bytes / 1e6;
}
