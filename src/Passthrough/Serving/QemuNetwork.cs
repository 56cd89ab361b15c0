using System.Diagnostics.CodeAnalysis;
using System.Diagnostics;
using Passthrough.Devices.Qemu;
using Passthrough.Peers;
using Passthrough.Scenarios;
using Passthrough.SystemCalls;

namespace Passthrough.Serving;

/// <summary>A network of QEMU's at the other end of the wire: a QEMU that does nothing but carry frames between a socket and that network.</summary>
internal sealed class QemuNetwork : IPeer, IPolled, IDisposable
{
    private const string Program = "qemu-system-x86_64";
    /// <summary>The socket of the wire, in the folder of the guests' sockets.</summary>
    public const string SocketName = "wire.sock";

    private const int StartWithinMs = 10_000, LookEveryMs = 10;

    private readonly LoopbackWire wire;
    private readonly ParkingFolder folder;
    private readonly Process process;
    private readonly LastMessages messages;

    private QemuNetwork(LoopbackWire wire, ParkingFolder folder, Process process)
    {
        this.wire = wire;
        this.folder = folder;
        this.process = process;
        messages = new LastMessages(process.StandardError);
    }

    /// <inheritdoc/>
    public long NextNs => long.MaxValue; // what comes wakes the code that waits

    /// <summary>Starts it.</summary>
    /// <param name="plan">Which network.</param>
    /// <param name="sockets">The folder where a network that is a socket listens.</param>
    /// <param name="problem">Why that was not possible, and what to do about it.</param>
    public static QemuNetwork? TryStart(ServePlan plan, string sockets, out string? problem)
    {
        if (ProgramPath.Find(Program) is not { } path)
        {
            problem = $"{Program} was not found on PATH, which carries the frames; install it: apt-get install qemu-system-x86, or use 'wire: lan'";
            return null;
        }
        if (ParkingFolder.TryMake(Path.GetTempPath(), out problem) is not { } folder)
            return null;
        var wire = new LoopbackWire();
        if ((problem = wire.TryOpen(folder)) is null)
        {
            var network = new QemuNetwork(wire, folder, Inheritance.Start(OrphanGuard.Start(path, Arguments(plan, sockets), folder)));
            if ((problem = network.Connect(plan)) is null)
                return network;
            network.Dispose();
            return null;
        }
        wire.Dispose();
        folder.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> frame, long nowNs) => wire.Deliver(frame);

    /// <inheritdoc/>
    public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame) => wire.TryTakeSent(out frame);

    /// <inheritdoc/>
    public void Join(PollSet set) => wire.Join(set);

    public void Dispose()
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }
        OrphanGuard.Dismiss(process);
        process.Dispose();
        wire.Dispose();
        folder.Dispose();
    }

    private string? Connect(ServePlan plan)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!File.Exists(folder.PathOf(ParkingFolder.DeviceEnd))) // a socket that could not connect once is another one afterwards, in .NET
        {
            if (process.HasExited)
                return $"the wire '{WordOf(plan)}' cannot be made: {messages.AfterExit()}{CureOf(plan)}";
            if (Stopwatch.GetElapsedTime(begun).TotalMilliseconds > StartWithinMs)
                return $"{Program}, which carries the frames, did not start within {StartWithinMs / 1000} s";
            Thread.Sleep(LookEveryMs);
        }
        return wire.TryConnect(folder);
    }

    private static string WordOf(ServePlan plan) => plan.Wire switch { WireKind.Tap => $"tap {plan.Interface}", WireKind.Socket => "socket", _ => "user" };

    private static string CureOf(ServePlan plan) => plan.Wire == WireKind.Tap
        ? $"; make the interface as root: ip tuntap add dev {plan.Interface} mode tap user $USER && ip link set {plan.Interface} up; or use 'wire: user', which needs no rights" : "";

    private static string NetworkOf(ServePlan plan, string sockets) => plan.Wire switch
    {
        WireKind.Tap => $"tap,id=net,ifname={plan.Interface},script=no,downscript=no",
        WireKind.Socket => $"stream,id=net,server=on,addr.type=unix,addr.path={Escaped(Path.Combine(sockets, SocketName))}",
        _ => $"user,id=net{(plan.Tftp is { } folder ? $",tftp={Escaped(Path.GetFullPath(folder))}" : "")}{(plan.BootFile is { } file ? $",bootfile={Escaped(file)}" : "")}",
    };

    /// <summary>As QEMU takes a comma in a value.</summary>
    private static string Escaped(string value) => value.Replace(",", ",,", StringComparison.Ordinal);

    private static string[] Arguments(ServePlan plan, string sockets) =>
    [
        "-machine", "none", "-display", "none", "-nodefaults", "-no-user-config",
        "-netdev", NetworkOf(plan, sockets), "-netdev", "hubport,id=inner,hubid=0,netdev=net",
        "-netdev", $"dgram,id=wire,local.type=unix,local.path={ParkingFolder.DeviceEnd},remote.type=unix,remote.path={ParkingFolder.BenchEnd}",
        "-netdev", "hubport,id=outer,hubid=0,netdev=wire",
    ];
}
