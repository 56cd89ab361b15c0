using System.Globalization;

namespace Vpio.Output;

/// <summary>Numbers for people, the same in every country.</summary>
internal static class Figures
{
    /// <summary>12,345.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>5.97 %.</summary>
    public static string Percent(long part, long whole) =>
        whole == 0 ? "-" : (100.0 * part / whole).ToString("F2", CultureInfo.InvariantCulture) + " %";

    /// <summary>15.8.</summary>
    public static string Ratio(long part, long whole) =>
        whole == 0 ? "-" : ((double)part / whole).ToString("F1", CultureInfo.InvariantCulture);

    /// <summary>12.3 s.</summary>
    public static string Seconds(long microseconds) => (microseconds / 1e6).ToString("F1", CultureInfo.InvariantCulture) + " s";
}
