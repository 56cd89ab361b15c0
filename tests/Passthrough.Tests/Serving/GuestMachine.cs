using System.Diagnostics;
using System.Text;
using Passthrough.Serving;

namespace Passthrough.Tests.Serving;

/// <summary>An unmodified machine in an unmodified QEMU, which was fetched into the folder that VPIO_GUESTS names.</summary>
internal sealed class GuestMachine : IDisposable
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("VPIO_GUESTS") ?? "";

    private readonly Process process;
    private readonly StringBuilder errors = new();
    private readonly string log = Path.GetTempFileName();

    private GuestMachine(IEnumerable<string> options)
    {
        string[] arguments =
        [
            "-accel", "tcg", "-display", "none", "-nodefaults", "-no-user-config", "-no-reboot",
            "-chardev", $"stdio,id=serial,signal=off,logfile={log}", "-serial", "chardev:serial", .. options,
        ];
        process = Process.Start(new ProcessStartInfo(Qemu, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
                errors.AppendLine(line.Data);
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine(); // into nowhere: the log has it
    }

    public static string Qemu => Path.Combine(Folder, "qemu");

    public static string UBootRom => Path.Combine(Folder, "u-boot.rom");

    public static string Kernel => Path.Combine(Folder, "linux", "vmlinux");

    /// <summary>What it has printed for us so far: lines that begin with @@.</summary>
    public IReadOnlyList<string> Lines => [.. Log.Split('\n').Select(line => line.TrimEnd()).Where(line => line.StartsWith("@@", StringComparison.Ordinal))];

    /// <summary>All that it has printed so far.</summary>
    public string Log
    {
        get
        {
            using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd();
        }
    }

    /// <summary>Starts a Linux, which does what its command line says: scripts/guest/init.</summary>
    public static GuestMachine Linux(ServedGuest place, string append) => new(
        [
            .. place.Options, "-kernel", Kernel, "-initrd", Path.Combine(Folder, "linux", "initrd"),
            "-append", $"console=ttyS0 loglevel=3 panic=-1 net.ifnames=0 id={place.Plan.Name} {append}",
        ]);

    /// <summary>Starts the e1000's boot ROM of iPXE.</summary>
    public static GuestMachine Ipxe(ServedGuest place) => new(
        [
            .. place.Options.Select(option => option.Replace("q35,", "q35,graphics=off,", StringComparison.Ordinal)
                .Replace("\"driver\"", "\"romfile\":\"pxe-e1000.rom\",\"bootindex\":1,\"driver\"", StringComparison.Ordinal)), "-boot", "n",
        ]);

    /// <summary>Starts U-Boot in place of a BIOS. It has drivers for the older of QEMU's two PCs alone.</summary>
    public static GuestMachine UBoot(ServedGuest place) => new(
        [.. place.Options.Select(option => option.Replace("q35,", "pc,", StringComparison.Ordinal)), "-bios", UBootRom]);

    /// <summary>Types a line at its serial port.</summary>
    public void Type(string line)
    {
        process.StandardInput.Write(line + "\n");
        process.StandardInput.Flush();
    }

    public bool Ends(TimeSpan within) => process.WaitForExit(within);

    /// <summary>Waits until it has printed something.</summary>
    public bool Says(string text, TimeSpan within, int times = 1)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Log.Split(text).Length <= times)
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
