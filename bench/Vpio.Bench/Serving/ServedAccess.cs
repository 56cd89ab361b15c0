using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using Dmm.Compilation;
using Dmm.Hooking;
using Passthrough.Devices.Simulated;
using Passthrough.Guests.VfioUser;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;

namespace Vpio.Bench.Serving;

/// <summary>The monitor's own part of one access: from the message of a VMM in its socket to the answer in it, on a simulated device that takes no time.</summary>
internal static class ServedAccess
{
    private const int Rounds = 20_000, WarmUp = 20_000;
    private const uint ConfigRegion = 7;

    public static void Run()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var model = Relay.Load(Repository.PathOf("scenarios/linux-ne2k.yaml")).Model;
            using var nic = new SimulatedNe2000(new SimulatedNe2000Options { AccessNs = 0 });
            var path = Path.Combine(folder.FullName, "s");
            using var guest = new VfioUserGuest("guest", PciFunction.Of(model, 0)!, Connection.TryListen(path, out _)!);
            var multiplexer = new Multiplexer(TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma | HookGoals.Frames), nic, null, new FairScheduler(), new SharingOptions());
            multiplexer.Add(guest);
            using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            client.Connect(new UnixDomainSocketEndPoint(path));
            Ask(client, multiplexer, Message(MessageKind.Version, [0, 0, 0, 0, .. "{}\0"u8]));
            Ask(client, multiplexer, Message(MessageKind.WriteRegion, [.. Access(ConfigRegion, 4, 2), 7, 0]));
            Measure("a read that is not hooked", client, multiplexer, Message(MessageKind.ReadRegion, Access(0, 0x03, 1)));
            Measure("a read that is hooked", client, multiplexer, Message(MessageKind.ReadRegion, Access(0, 0x07, 1)));
            Measure("a write that is hooked", client, multiplexer, Message(MessageKind.WriteRegion, [.. Access(0, 0x07, 1), 0]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(string what, Socket client, Multiplexer multiplexer, byte[] message)
    {
        var ticks = new long[Rounds];
        for (var i = 0; i < WarmUp; i++)
            Ask(client, multiplexer, message);
        var answered = multiplexer.Tenants[0].Counts.Hooked;
        var garbage = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
            ticks[i] = Ask(client, multiplexer, message);
        garbage = GC.GetAllocatedBytesForCurrentThread() - garbage;
        answered = multiplexer.Tenants[0].Counts.Hooked - answered;
        Array.Sort(ticks);
        Console.WriteLine($"{what,-26} median {Us(ticks[Rounds / 2]),5:F2} us, 99 % within {Us(ticks[Rounds / 100 * 99]),6:F2} us, {garbage} B in {Rounds} accesses, {answered} hooked");
    }

    /// <summary>Sends a message, lets the monitor answer it, and takes the answer.</summary>
    /// <returns>How long the monitor took.</returns>
    private static long Ask(Socket client, Multiplexer multiplexer, byte[] message)
    {
        Span<byte> answer = stackalloc byte[512];
        client.Send(message);
        var begun = Stopwatch.GetTimestamp();
        do
            multiplexer.Step();
        while (client.Available == 0);
        var ticks = Stopwatch.GetTimestamp() - begun;
        client.Receive(answer);
        return BinaryPrimitives.ReadUInt32LittleEndian(answer[12..]) == 0 ? ticks : throw new InvalidOperationException("an access was refused");
    }

    private static double Us(long ticks) => ticks * 1e6 / Stopwatch.Frequency;

    private static byte[] Message(MessageKind kind, byte[] body)
    {
        var bytes = new byte[MessageHead.Bytes + body.Length];
        new MessageHead(1, kind, (uint)bytes.Length, 0, 0).Write(bytes);
        body.CopyTo(bytes, MessageHead.Bytes);
        return bytes;
    }

    private static byte[] Access(uint region, ulong offset, uint count) =>
        [.. BitConverter.GetBytes(offset), .. BitConverter.GetBytes(region), .. BitConverter.GetBytes(count)];
}
