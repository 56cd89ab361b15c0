using System.Diagnostics.CodeAnalysis;
using System.Diagnostics;
using Passthrough.Devices.Qemu;
using Passthrough.Peers;
using Passthrough.SystemCalls;

namespace Passthrough.Serving;

/// <summary>QEMU's user network at the other end of the wire: a QEMU that does nothing but carry frames between a socket and its user network.</summary>
internal sealed class UserNetwork : IPeer, IPolled, IDisposable
{
    private const string Program = "qemu-system-x86_64";
    private const int StartWithinMs = 10_000, LookEveryMs = 10;

    private readonly LoopbackWire wire;
    private readonly ParkingFolder folder;
    private readonly Process process;

    private UserNetwork(LoopbackWire wire, ParkingFolder folder, Process process)
    {
        this.wire = wire;
        this.folder = folder;
        this.process = process;
        _ = new LastMessages(process.StandardError);
    }

    /// <inheritdoc/>
    public long NextNs => long.MaxValue; // what comes wakes the code that waits

    /// <summary>Starts it.</summary>
    /// <param name="options">Options of the user network, as QEMU takes them behind <c>user,id=...</c>; empty for none.</param>
    /// <param name="problem">Why that was not possible, and what to do about it.</param>
    public static UserNetwork? TryStart(string options, out string? problem)
    {
        if (ProgramPath.Find(Program) is not { } path)
        {
            problem = $"{Program} was not found on PATH, which has the user network; install it: apt-get install qemu-system-x86, or use 'wire: lan'";
            return null;
        }
        if (ParkingFolder.TryMake(Path.GetTempPath(), out problem) is not { } folder)
            return null;
        var wire = new LoopbackWire();
        if ((problem = wire.TryOpen(folder)) is null)
        {
            var network = new UserNetwork(wire, folder, Inheritance.Start(OrphanGuard.Start(path, Arguments(options), folder)));
            if ((problem = network.Connect()) is null)
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

    private string? Connect()
    {
        var begun = Stopwatch.GetTimestamp();
        while (!File.Exists(folder.PathOf(ParkingFolder.DeviceEnd))) // a socket that could not connect once is another one afterwards, in .NET
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(begun).TotalMilliseconds > StartWithinMs)
                return $"the user network of {Program} did not start";
            Thread.Sleep(LookEveryMs);
        }
        return wire.TryConnect(folder);
    }

    private static string[] Arguments(string options) =>
    [
        "-machine", "none", "-display", "none", "-nodefaults", "-no-user-config",
        "-netdev", $"user,id=net{options}", "-netdev", "hubport,id=inner,hubid=0,netdev=net",
        "-netdev", $"dgram,id=wire,local.type=unix,local.path={ParkingFolder.DeviceEnd},remote.type=unix,remote.path={ParkingFolder.BenchEnd}",
        "-netdev", "hubport,id=outer,hubid=0,netdev=wire",
    ];
}
