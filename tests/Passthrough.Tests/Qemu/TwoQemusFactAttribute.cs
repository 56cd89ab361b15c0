using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Passthrough.Tests.Qemu;

/// <summary>A fact about two versions of QEMU: one that stamps its lines with seconds, and one that does it by ISO 8601.</summary>
/// <remarks>Looked at are the programs on PATH, those below /opt and /usr/local, and the one that VPIO_OTHER_QEMU names.</remarks>
[AttributeUsage(AttributeTargets.Method)]
internal sealed partial class TwoQemusFactAttribute : FactAttribute
{
    private const string Name = "qemu-system-x86_64";
    private const int FirstWithIso = 10;

    public TwoQemusFactAttribute()
    {
        if (Programs.Count < 2)
            Skip = $"it takes {Name} of a version below {FirstWithIso} and one of a later version; name the second by VPIO_OTHER_QEMU=/path/{Name}";
    }

    /// <summary>An older and a newer one, or fewer.</summary>
    public static IReadOnlyList<string> Programs { get; } =
        [.. Candidates().Where(File.Exists).Distinct().GroupBy(program => Major(program) > FirstWithIso).Where(group => Major(group.First()) > 0).Select(group => group.First())];

    private static IEnumerable<string> Candidates() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/local/bin"])
            .Concat(Directory.Exists("/opt") ? Directory.GetDirectories("/opt").SelectMany(folder => (string[])[folder, Path.Combine(folder, "bin"), Path.Combine(folder, "usr/bin")]) : [])
            .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, Name))
            .Append(Environment.GetEnvironmentVariable("VPIO_OTHER_QEMU") ?? "");

    private static int Major(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true })!;
            var match = Version().Match(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
            return match.Success ? int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return 0;
        }
    }

    [GeneratedRegex(@"version (\d+)\.")]
    private static partial Regex Version();
}
