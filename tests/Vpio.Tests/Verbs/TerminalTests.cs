using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Vpio.Tests.Verbs;

/// <summary>What a person sees while a long recording is read: a bar on standard error, in colour unless that is not wanted.</summary>
public sealed partial class TerminalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("terminal").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [TerminalFact]
    public void ALongReadShowsHowFarItIsInColour()
    {
        var seen = Seen("trace info long.log", noColour: false);

        Assert.Contains("long.log", seen, StringComparison.Ordinal);
        Assert.Contains('%', seen);
        Assert.Matches(Colour(), seen);
    }

    [TerminalFact]
    public void NoColourIsUsedWhereNoneIsWanted()
    {
        var seen = Seen("trace info long.log", noColour: true);

        Assert.Contains("long.log", seen, StringComparison.Ordinal);
        Assert.DoesNotMatch(Colour(), seen);
    }

    [TerminalFact]
    public void ADecodeIntoAFileShowsHowFarItIs() =>
        Assert.Contains('%', Seen($"decode {RepositoryFiles.PathOf("models", "ne2k.yaml")} long.log", noColour: false));

    /// <summary>What stands on a terminal while a verb runs whose output goes to a file.</summary>
    private string Seen(string verb, bool noColour)
    {
        using (var unzipped = new GZipStream(File.OpenRead(RepositoryFiles.PathOf("traces", "ne2k_pci-down.qemu.log.gz")), CompressionMode.Decompress))
        using (var file = File.Create(Path.Combine(folder, "long.log")))
            unzipped.CopyTo(file);
        var program = Path.Combine(AppContext.BaseDirectory, "vpio.dll");
        var start = new ProcessStartInfo("script", ["-q", "-e", "-c", $"dotnet {program} {verb} > out.txt", "seen"])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardInput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        if (noColour)
            start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var shown = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, shown);
        Assert.True(new FileInfo(Path.Combine(folder, "out.txt")).Length > 0);
        return File.ReadAllText(Path.Combine(folder, "seen"));
    }

    [GeneratedRegex(@"\x1b\[(\d+;)*(3[0-8]|9[0-7])[;m]")]
    private static partial Regex Colour();
}
