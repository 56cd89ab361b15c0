using System.Runtime.InteropServices;
using Passthrough.Devices;
using Passthrough.Guests;
using Passthrough.Guests.VfioUser;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Scenarios;
using Passthrough.Serving;

namespace Vpio.Bench.Serving;

/// <summary>One guest and one device, and nobody who looks at what passes between them: the least that sharing could cost.</summary>
internal static class Relay
{
    private const long LongestPauseNs = 2_000_000;

    /// <summary>Serves the first guest of a scenario until SIGTERM, and prints what passed as JSON.</summary>
    public static void Run(string file, string folder)
    {
        var scenario = Load(file);
        var path = Path.Combine(folder, $"{scenario.Guests[0].Name}.sock");
        using var guest = new VfioUserGuest(scenario.Guests[0].Name, PciFunction.Of(scenario.Model, scenario.Serve.Revision)!, Connection.TryListen(path, out var problem) ?? throw new IOException(problem));
        using var network = QemuNetwork.TryStart(scenario.Serve with { Wire = WireKind.User }, folder, out problem) ?? throw new IOException(problem);
        using var nic = scenario.Device.TryServe([guest.Memory], [guest, network], out problem) ?? throw new IOException(problem);
        using var cancel = new CancellationTokenSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            cancel.Cancel();
        });
        var accesses = Serve(guest, network, nic, cancel.Token);
        Console.WriteLine($"{{\"guests\":[{{\"accesses\":{accesses},\"hooked\":0,\"interrupts\":{guest.Report.Interrupts},\"bytesCopied\":{guest.Memory.CopiedBytes}}}],\"handoffs\":0}}");
    }

    /// <summary>A scenario of this project, with the model that it names.</summary>
    public static Scenario Load(string file)
    {
        var model = new ModelText("ne2k.yaml", Subject.ModelBytes());
        var result = ScenarioLoader.Load(file, File.ReadAllBytes(file), model);
        return result.Scenario ?? throw new InvalidDataException(string.Join('\n', result.Diagnostics));
    }

    private static long Serve(VfioUserGuest guest, QemuNetwork network, IPhysicalNic nic, CancellationToken cancel)
    {
        var accesses = 0L;
        (nic as IDmaNic)?.Reach(0);
        while (!cancel.IsCancellationRequested && nic.Failure is null)
        {
            var request = guest.Run(nic.ElapsedNs);
            if (request.Kind == GuestRequestKind.Access)
            {
                accesses++;
                Make(request.Access, guest.Data, nic);
            }
            else if (request.Kind == GuestRequestKind.Restart)
            {
                nic.Reset();
                (nic as IDmaNic)?.Reach(0);
            }
            else if (!Move(network, nic))
                nic.Idle(Math.Clamp(request.UntilNs - nic.ElapsedNs, 1, LongestPauseNs));
            guest.SetInterruptLine(nic.InterruptLine);
        }
        return accesses;
    }

    private static void Make(GuestAccess access, Span<byte> bytes, IPhysicalNic nic)
    {
        if (access.IsWrite)
            nic.Write(access.Region, access.Offset, access.Size, AccessValue.Read(bytes));
        else
            AccessValue.Write(bytes, nic.Read(access.Region, access.Offset, access.Size));
    }

    private static bool Move(QemuNetwork network, IPhysicalNic nic)
    {
        var hasMoved = false;
        while (nic.TryTakeSent(out var sent))
        {
            network.Receive(sent, nic.ElapsedNs);
            hasMoved = true;
        }
        if (nic.FramesArriving == 0 && network.TrySend(nic.ElapsedNs, out var frame))
            hasMoved = nic.Deliver(frame);
        return hasMoved;
    }
}
