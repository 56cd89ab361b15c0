using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Vpio.Bench;

/// <summary>A column with how much of something is done in a second; empty for a benchmark that does none of it.</summary>
internal abstract class SpeedColumn : IColumn
{
    public string Id => ColumnName;

    public abstract string ColumnName { get; }

    public abstract string Legend { get; }

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Statistics;

    public int PriorityInCategory => 100;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        // The statistics are per operation, of which one run of the method does many.
        var median = summary[benchmarkCase]?.ResultStatistics?.Median;
        var millions = MillionsPerRun(benchmarkCase.Descriptor);
        return median is null || millions is null
            ? "-"
            : (millions.Value / (median.Value * benchmarkCase.Descriptor.OperationsPerInvoke * 1e-9)).ToString("N0", CultureInfo.InvariantCulture);
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    /// <summary>How much one run of a benchmark's method does, in millions; null for nothing.</summary>
    protected abstract double? MillionsPerRun(Descriptor benchmark);
}
