using System.Globalization;

namespace Passthrough.Tests.Recorded;

/// <summary>Reads of the recording beside those of the simulated card.</summary>
internal sealed class Comparison
{
    private readonly SortedDictionary<string, int> compared = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> leftOut = new(StringComparer.Ordinal);

    /// <summary>Reads that were compared, by register.</summary>
    public string Compared => Text(compared);

    /// <summary>Reads that were not, by the reason.</summary>
    public string LeftOut => Text(leftOut);

    /// <summary>Reads that differ.</summary>
    public List<string> Differences { get; } = [];

    public void Compare(int access, string register, ulong recorded, ulong simulated)
    {
        compared[register] = compared.GetValueOrDefault(register) + 1;
        if (recorded != simulated)
            Differences.Add(string.Create(CultureInfo.InvariantCulture, $"access {access}: {register} was 0x{recorded:x} in the recording and is 0x{simulated:x}"));
    }

    public void LeaveOut(string reason) => leftOut[reason] = leftOut.GetValueOrDefault(reason) + 1;

    private static string Text(SortedDictionary<string, int> counts) => string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"));
}
