using System.Diagnostics;
using Passthrough.Serving;

namespace Passthrough.Tests.Serving;

/// <summary>An unmodified Linux in an unmodified QEMU, which was fetched into the folder that VPIO_GUESTS names.</summary>
internal sealed class LinuxGuest : IDisposable
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("VPIO_GUESTS") ?? "";

    private readonly Process process;
    private readonly string log = Path.GetTempFileName();

    public LinuxGuest(ServedGuest place, string append)
    {
        string[] arguments =
        [
            "-accel", "tcg", "-display", "none", "-nodefaults", "-no-user-config", "-no-reboot", "-serial", $"file:{log}", .. place.Options,
            "-kernel", Kernel, "-initrd", Path.Combine(Folder, "linux", "initrd"), "-append", $"console=ttyS0 loglevel=3 panic=-1 net.ifnames=0 id={place.Plan.Name} {append}",
        ];
        process = Process.Start(new ProcessStartInfo(Qemu, arguments) { RedirectStandardError = true })!;
    }

    public static string Qemu => Path.Combine(Folder, "qemu");

    /// <summary>Unpacked, where it could be: that saves each guest the ten seconds in which it would unpack itself.</summary>
    public static string Kernel => Path.Combine(Folder, "linux", "vmlinux") is var unpacked && File.Exists(unpacked) ? unpacked : Path.Combine(Folder, "linux", "kernel");

    /// <summary>What it has printed for us so far: lines that begin with @@.</summary>
    public IReadOnlyList<string> Lines => [.. File.ReadAllLines(log).Where(line => line.StartsWith("@@", StringComparison.Ordinal))];

    public bool Ends(TimeSpan within) => process.WaitForExit(within);

    public bool Says(string text, TimeSpan within)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!Lines.Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(begun) > within)
                return false;
            Thread.Sleep(50);
        }
        return true;
    }

    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
        File.Delete(log);
    }
}
