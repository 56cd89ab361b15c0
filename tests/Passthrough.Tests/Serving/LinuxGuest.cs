using System.Diagnostics;
using System.Text;
using Passthrough.Serving;

namespace Passthrough.Tests.Serving;

/// <summary>An unmodified Linux in an unmodified QEMU, which was fetched into the folder that VPIO_GUESTS names.</summary>
internal sealed class LinuxGuest : IDisposable
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("VPIO_GUESTS") ?? "";

    private readonly Process process;
    private readonly StringBuilder errors = new();
    private readonly string log = Path.GetTempFileName();

    public LinuxGuest(ServedGuest place, string append)
    {
        string[] arguments =
        [
            "-accel", "tcg", "-display", "none", "-nodefaults", "-no-user-config", "-no-reboot", "-serial", $"file:{log}", .. place.Options,
            "-kernel", Kernel, "-initrd", Path.Combine(Folder, "linux", "initrd"), "-append", $"console=ttyS0 loglevel=3 panic=-1 net.ifnames=0 id={place.Plan.Name} {append}",
        ];
        process = Process.Start(new ProcessStartInfo(Qemu, arguments) { RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
                errors.AppendLine(line.Data);
        };
        process.BeginErrorReadLine();
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

    public bool IsAlive => !process.HasExited;

    /// <summary>What its VMM has complained of so far.</summary>
    public string Errors { get { lock (errors) return errors.ToString(); } }

    /// <summary>Whether bytes stand anywhere in its memory.</summary>
    public bool Remembers(ReadOnlySpan<byte> bytes)
    {
        foreach (var descriptor in Directory.EnumerateFiles($"/proc/{process.Id}/fd"))
            if (new FileInfo(descriptor).LinkTarget?.StartsWith("/memfd:", StringComparison.Ordinal) == true && Holds(descriptor, bytes))
                return true;
        return false;
    }

    public void Kill() => process.Kill();

    private static bool Holds(string file, ReadOnlySpan<byte> bytes)
    {
        using var memory = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var part = new byte[1 << 20];
        for (long at = 0; RandomAccess.Read(memory, part, at) is > 0 and var count; at += part.Length - bytes.Length) // parts overlap
            if (part.AsSpan(0, count).IndexOf(bytes) >= 0)
                return true;
            else if (count < part.Length)
                break;
        return false;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
        File.Delete(log);
    }
}
