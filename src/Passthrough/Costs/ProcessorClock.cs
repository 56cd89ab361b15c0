using System.Globalization;

namespace Passthrough.Costs;

/// <summary>The processor by its name, and how many cycles it counts in a nanosecond, as the machine tells it.</summary>
/// <remarks>
/// On x86 Linux sets BogoMIPS to twice the frequency of the time stamp counter and does not measure it again (arch/x86/kernel/tsc.c and
/// init/calibrate.c), so that is exact where the counter is constant. The line "cpu MHz" is what the processor runs at just now.
/// A cycle here is one of that counter, as it was in 2008; the cycles of a processor that runs faster than it counts are more.
/// </remarks>
/// <param name="Name">What the maker calls the processor; empty if the machine does not say.</param>
/// <param name="MHz">Million cycles in a second; null if the machine does not say.</param>
/// <param name="Source">Where that is from, or why it is not known.</param>
/// <param name="IsVirtual">Whether the processor is one of a virtual machine; then an exit of a guest in it goes through two hypervisors.</param>
public sealed record ProcessorClock(string Name, double? MHz, string Source, bool IsVirtual = false)
{
    private const string File = "/proc/cpuinfo";
    private const int MostLines = 1_000; // the first processor has some 30
    private const double MostMHz = 100_000;

    /// <summary>That of this machine.</summary>
    public static ProcessorClock OfThisMachine()
    {
        try
        {
            return Parse(System.IO.File.ReadLines(File));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new ProcessorClock("", null, $"{File} cannot be read: {fault.Message}");
        }
    }

    /// <summary>Cycles in a time; null if the machine does not say.</summary>
    public double? Cycles(double durationNs) => MHz is { } megahertz ? durationNs * megahertz / 1_000 : null;

    /// <summary>Reads the lines of /proc/cpuinfo; the first processor stands for all.</summary>
    internal static ProcessorClock Parse(IEnumerable<string> lines)
    {
        var values = new Dictionary<string, string>();
        foreach (var line in lines.Take(MostLines))
            if (line.Split(':', 2) is [var key, var value])
                values.TryAdd(key.Trim(), value.Trim());
        var name = values.GetValueOrDefault("model name", "");
        var flags = values.GetValueOrDefault("flags", "").Split(' ');
        var isVirtual = flags.Contains("hypervisor");
        if (flags.Contains("constant_tsc") && Number(values, "bogomips") is { } bogoMips)
            return new ProcessorClock(name, bogoMips / 2, $"time stamp counter, half of bogomips in {File}", isVirtual);
        return Number(values, "cpu MHz") is { } megahertz
            ? new ProcessorClock(name, megahertz, $"cpu MHz in {File}, which changes with the load", isVirtual)
            : new ProcessorClock(name, null, $"{File} names no frequency, so there are no cycles", isVirtual);
    }

    private static double? Number(Dictionary<string, string> values, string key) =>
        values.TryGetValue(key, out var text) && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is > 0 and < MostMHz
            ? value
            : null;
}
