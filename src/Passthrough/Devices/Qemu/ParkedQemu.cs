using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Qemu;

/// <summary>A QEMU process with one NIC that runs nothing else: its processor is parked, or it has none; and the connection by which it is commanded.</summary>
/// <remarks>
/// The parked processor makes QEMU's clock run in real time, so timers of devices work, and it needs no qtest accelerator,
/// which Debian's QEMU 7.2 lacks. <c>-S</c> would not do: a stopped machine receives no frames. PIT and HPET are off because
/// they would report interrupts without end. The wire is a pair of datagram sockets in the folder: unlike UDP, nobody else
/// can send to it, and nothing is lost when it is full.
/// </remarks>
internal sealed class ParkedQemu : IDisposable
{
    /// <summary>On a q35, INTA of slot 4 is line 20 of the I/O APIC (hw/isa/lpc_ich9.c).</summary>
    public const int Slot = 4, InterruptLine = 20;

    /// <summary>What the device is called within QEMU.</summary>
    public const string DeviceId = "nic";

    private const int EndWithinMs = 5000;

    private readonly Process process;
    private readonly LastMessages messages;
    private readonly string program;

    private ParkedQemu(Process process, string program)
    {
        this.process = process;
        this.program = program;
        messages = new LastMessages(process.StandardError);
    }

    public int ProcessId => process.Id;

    /// <summary>Starts QEMU and accepts its connection.</summary>
    /// <param name="options">Which NIC.</param>
    /// <param name="folder">Where QEMU runs.</param>
    /// <param name="memory">The machine's RAM.</param>
    /// <param name="link">QEMU's end of a link to the device; null for a parked machine, which is commanded by qtest.</param>
    /// <param name="connection">QEMU's qtest socket; with a link its monitor socket.</param>
    /// <param name="problem">Why it could not be started, and what to do about it.</param>
    public static ParkedQemu? TryStart(QemuNicOptions options, ParkingFolder folder, MachineMemory memory, Socket? link, out Socket? connection, out string? problem)
    {
        connection = null;
        if (ProgramPath.Find(options.Program) is not { } path)
        {
            problem = $"{options.Program} was not found on PATH; install it: apt-get install qemu-system-x86";
            return null;
        }
        ParkedQemu? qemu = null;
        try
        {
            File.Delete(folder.PathOf(ParkingFolder.Qtest));
            using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(folder.PathOf(ParkingFolder.Qtest)));
            listener.Listen(1);
            qemu = new ParkedQemu(Inheritance.Start(CommandLine(path, options, folder, memory, link), link?.SafeHandle), options.Program);
            connection = qemu.Accept(listener, options.StartWithinMs);
            problem = connection is null ? qemu.Explain($"did not connect within {options.StartWithinMs} ms") : null;
        }
        catch (Exception exception) when (exception is Win32Exception or SocketException or IOException)
        {
            problem = $"{path} could not be started: {exception.Message}";
        }
        if (problem is null)
            return qemu;
        qemu?.Dispose();
        return null;
    }

    /// <summary>Ends the process and says what became of it, and what it said itself.</summary>
    /// <param name="symptom">What was seen, if the process had not ended by itself.</param>
    public string Explain(string symptom)
    {
        var endedItself = process.WaitForExit(100);
        Kill();
        var said = messages.AfterExit();
        var what = endedItself ? $"ended with exit code {process.ExitCode}" : symptom;
        return said.Length == 0 ? $"{program} {what}" : $"{program} {what}; it said: {said}";
    }

    /// <summary>Kills the process, from any thread.</summary>
    public void Kill()
    {
        try
        {
            process.Kill();
            process.WaitForExit(EndWithinMs);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }
        OrphanGuard.Dismiss(process);
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private Socket? Accept(Socket listener, int withinMs)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun).TotalMilliseconds < withinMs)
        {
            if (listener.Poll(10_000, SelectMode.SelectRead))
                return listener.Accept();
            if (process.HasExited)
                return null;
        }
        return null;
    }

    private static ProcessStartInfo CommandLine(string path, QemuNicOptions options, ParkingFolder folder, MachineMemory memory, Socket? link)
    {
        var address = string.Join(':', options.StationAddress.Select(part => part.ToString("x2", null)));
        string[] arguments =
        [
            .. link is null ? Parked(memory) : Remote(link),
            "-display", "none", "-nodefaults", "-no-user-config",
            "-netdev", $"dgram,id=wire,local.type=unix,local.path={ParkingFolder.DeviceEnd},remote.type=unix,remote.path={ParkingFolder.BenchEnd}",
            "-device", $"{options.Device},id={DeviceId},netdev=wire,mac={address},{(link is null ? $"addr={Slot}," : "")}romfile=", // no option ROM: nobody would run it
        ];
        return OrphanGuard.Start(path, arguments, folder);
    }

    private static string[] Parked(MachineMemory memory) =>
    [
        "-accel", "tcg", "-bios", ParkingFolder.Firmware, "-machine", "q35,pit=off,hpet=off", .. memory.Arguments,
        "-qtest", $"unix:{ParkingFolder.Qtest}", "-qtest-log", "none", // the default logs each command
    ];

    /// <summary>A machine without a processor, whose device takes requests and is given memory by another process.</summary>
    private static string[] Remote(Socket link) => ["-machine", "x-remote", "-qmp", $"unix:{ParkingFolder.Qtest}", "-object", $"x-remote-object,id=remote,devid={DeviceId},fd={link.Handle}"];
}
