using System.Buffers.Binary;
using System.Diagnostics;
using Passthrough.Guests;
using Passthrough.Guests.VfioUser;
using Passthrough.Serving;
using Passthrough.SystemCalls;

namespace Vpio.Bench.Serving;

/// <summary>How long one read of a port takes, seen from inside of an unmodified machine: with VPIO and the simulated NE2000, and with a stub that only answers.</summary>
internal static class PortRead
{
    private const int Turns = 3, WithinMs = 120_000, Warm = PortProgram.Reads / 4;

    public static void Run(string qemu)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var image = Path.Combine(folder.FullName, "image");
            File.WriteAllBytes(image, PortProgram.Image());
            for (var i = 0; i < Turns; i++)
            {
                Print("bare stub", Machine(qemu, folder.FullName, image, Stub));
                Print("vpio serve", Machine(qemu, folder.FullName, image, Served));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Print(string what, double[] us)
    {
        Array.Sort(us);
        Console.WriteLine($"{what,-11} median {us[us.Length / 2],6:F1} us, a tenth within {us[us.Length / 10],6:F1} us, nine tenths within {us[us.Length / 10 * 9],6:F1} us");
    }

    /// <summary>Runs the machine while somebody serves it.</summary>
    private static double[] Machine(string qemu, string folder, string image, Action<string, CancellationToken> serve)
    {
        var sockets = Directory.CreateTempSubdirectory().FullName;
        var told = Path.Combine(folder, "told");
        using var cancel = new CancellationTokenSource();
        var serving = Task.Factory.StartNew(() => serve(sockets, cancel.Token), TaskCreationOptions.LongRunning);
        var socket = Path.Combine(sockets, "alpha.sock");
        while (!File.Exists(socket) && !serving.IsCompleted)
            Thread.Sleep(10);
        using var machine = Process.Start(qemu,
        [
            "-accel", "tcg", "-display", "none", "-nodefaults", "-no-user-config", "-no-reboot", "-machine", "q35,memory-backend=ram0", "-m", "64",
            "-object", "memory-backend-memfd,id=ram0,size=64M,share=on", "-device", "isa-debug-exit,iobase=0x501,iosize=1",
            "-device", "isa-debugcon,iobase=0xe9,chardev=told", "-chardev", $"file,id=told,path={told}", "-kernel", image,
            "-device", $$"""{"driver":"vfio-user-pci","addr":"{{PortProgram.Device}}.0","socket":{"type":"unix","path":"{{socket}}"},"x-msg-timeout":2000000000}""",
        ]);
        if (!machine.WaitForExit(WithinMs))
            machine.Kill();
        cancel.Cancel();
        serving.Wait(WithinMs);
        var bytes = File.ReadAllBytes(told);
        Directory.Delete(sockets, recursive: true);
        if (bytes.Length < 2 * PortProgram.Reads)
            throw new InvalidDataException($"the machine told {bytes.Length / 2} times only");
        return [.. Enumerable.Range(Warm, PortProgram.Reads - Warm).Select(i => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * i)) / PortProgram.TimerHz * 1e6)];
    }

    private static void Served(string sockets, CancellationToken cancel)
    {
        using var run = ServeBuilder.TryBuild(Relay.Load(Repository.PathOf("scenarios/linux-ne2k.yaml")), sockets, out var problem) ?? throw new IOException(problem);
        run.Run(cancel: cancel);
    }

    /// <summary>The same way to the guest, and nothing behind it.</summary>
    private static void Stub(string sockets, CancellationToken cancel)
    {
        var model = Relay.Load(Repository.PathOf("scenarios/linux-ne2k.yaml")).Model;
        using var guest = new VfioUserGuest("alpha", PciFunction.Of(model, 0)!, Connection.TryListen(Path.Combine(sockets, "alpha.sock"), out var problem) ?? throw new IOException(problem));
        var waiting = new PollSet();
        while (!cancel.IsCancellationRequested)
        {
            var request = guest.Run(Stopwatch.GetTimestamp());
            if (request.Kind == GuestRequestKind.Access)
            {
                guest.Data.Clear();
                continue;
            }
            waiting.Clear();
            guest.Join(waiting);
            waiting.Wait(2_000_000);
        }
    }
}
