using System.ComponentModel;
using System.Diagnostics;
using Passthrough.Scenarios;
using Passthrough.SystemCalls;

namespace Passthrough.Serving;

/// <summary>A machine that was started by a scenario, and ends with the serving.</summary>
internal sealed class MachineProcess : IDisposable
{
    private const int EndWithinMs = 5000;

    private readonly Process process;

    private MachineProcess(Process process) => this.process = process;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>Starts the machine of a guest.</summary>
    /// <param name="guest">Its place; the plan says what it boots.</param>
    /// <param name="folder">Where <c>NAME.log</c> with its serial port and <c>NAME.err</c> with QEMU's own messages are written.</param>
    /// <param name="problem">Why it could not be started, and what to do about it.</param>
    public static MachineProcess? TryStart(ServedGuest guest, string folder, out string? problem)
    {
        var boot = guest.Plan.Boot!;
        var log = Path.Combine(folder, $"{guest.Plan.Name}.log");
        problem = new[] { boot.Kernel, boot.Initrd }.FirstOrDefault(path => path is not null && !File.Exists(path)) is { } missing
            ? $"the machine {guest.Plan.Name} cannot be started: there is no file '{missing}'; 'scripts/fetch-linux' fetches a kernel and makes its first files"
            : null;
        if (problem is not null)
            return null;
        try
        {
            // The shell only sends what QEMU says to a file, so that nobody here has to read it.
            var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" 2> \"$0\"", Path.Combine(folder, $"{guest.Plan.Name}.err"), boot.Program, .. Arguments(guest, boot, log)]);
            return new MachineProcess(Inheritance.Start(start));
        }
        catch (Exception fault) when (fault is Win32Exception or IOException)
        {
            problem = $"the machine {guest.Plan.Name} cannot be started: {fault.Message}";
            return null;
        }
    }

    public void Dispose()
    {
        try
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit(EndWithinMs);
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception)
        {
            // It ended by itself meanwhile.
        }
        process.Dispose();
    }

    private static string[] Arguments(ServedGuest guest, VmmBoot boot, string log) =>
    [
        "-accel", "tcg", "-display", "none", "-nodefaults", "-no-user-config", "-no-reboot", "-serial", $"file:{log}",
        .. guest.Options, "-kernel", boot.Kernel, .. boot.Initrd is { } initrd ? (string[])["-initrd", initrd] : [], "-append", boot.Append,
    ];
}
