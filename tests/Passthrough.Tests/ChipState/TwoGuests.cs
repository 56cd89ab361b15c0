using System.Diagnostics.CodeAnalysis;
using System.Text;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Loading;
using Passthrough.Devices.Qemu;
using Passthrough.Guests.Scripted;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Peers;
using Passthrough.Tests.Multiplexing;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.ChipState;

/// <summary>Two guests that share a NIC of QEMU's, under a model as it is or, for a control, without a part of it.</summary>
internal sealed class TwoGuests : IDisposable
{
    /// <summary>What one guest's memory and frames are made of, and nothing else.</summary>
    public const byte Secret = 0xa5;

    public const int GuestBytes = 1 << 20;

    private const long LongestNs = 20_000_000_000;

    private readonly QemuNic nic;

    /// <summary>Starts the NIC.</summary>
    /// <param name="device">QEMU's name of it, which is the model's too.</param>
    /// <param name="variant">The variant of the model.</param>
    /// <param name="deadlineMs">How long an owner may take to let go.</param>
    /// <param name="changes">Texts of the model that are replaced.</param>
    public TwoGuests(string device, string variant, double deadlineMs, params (string Text, string Instead)[] changes)
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf("models", device + ".yaml"));
        foreach (var (part, instead) in changes)
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
            text = text.Replace(part, instead, StringComparison.Ordinal);
        }
        var loaded = ModelLoader.Load(device + ".yaml", Encoding.UTF8.GetBytes(text), variant);
        Assert.True(loaded.Model is not null, string.Join('\n', loaded.Diagnostics));
        nic = Started.Nic(new QemuNicOptions { Device = device, Guests = 2, MemoryMib = GuestBytes >> 20 });
        Multiplexer = new Multiplexer(TableCompiler.Compile(loaded.Model, HookGoals.Handoff | HookGoals.Dma), nic, Wire,
            new FairScheduler(leastMs: 1, mostMs: 10, idleMs: 2), new SharingOptions { Frames = FramePolicy.Drop, DeadlineMs = deadlineMs });
    }

    public Multiplexer Multiplexer { get; }

    public OpenWire Wire { get; } = new();

    /// <summary>Who has done its part so far; guests wait for each other by it.</summary>
    public int Turn { get; set; }

    public IGuestMemory MemoryOf(int guest) => nic.GuestMemories[guest];

    /// <summary>Adds a guest that does its part when it is its turn, and then passes the turn on.</summary>
    public Tenant Add(string name, params (int Turn, Func<GuestIo, DriverMemory, Task> Part)[] parts) => Multiplexer.Add(new ScriptedGuest(name, new ScriptOf(async io =>
    {
        var memory = new DriverMemory(io.Memory);
        foreach (var (turn, part) in parts)
        {
            while (Turn < turn)
                await io.Wait(io.NowNs + 1_000_000);
            await part(io, memory);
            Turn = Math.Max(Turn, turn + 1);
        }
    })));

    /// <summary>Runs until all have done their parts, and lets what is on the wire arrive.</summary>
    public void Run()
    {
        Multiplexer.Run(Multiplexer.NowNs + LongestNs);
        Assert.Null(Multiplexer.Problem);
        Assert.True(Multiplexer.IsOver, string.Join('\n', Multiplexer.Incidents.Kept));
        nic.Advance(1_000_000);
        while (nic.TryTakeSent(out var frame))
            Wire.Receive(frame, 0);
    }

    /// <summary>Bytes of a guest's memory that have a value.</summary>
    public int Count(int guest, byte value)
    {
        var bytes = new byte[GuestBytes];
        Assert.True(MemoryOf(guest).TryRead(0, bytes));
        return bytes.Count(each => each == value);
    }

    /// <summary>The most bytes of the secret in a frame to an address.</summary>
    public int SecretSentTo(byte[] destination) =>
        Wire.Sent.Where(frame => frame.AsSpan().StartsWith(destination)).Select(frame => frame.Count(each => each == Secret)).DefaultIfEmpty().Max();

    public void Dispose() => nic.Dispose();

    /// <summary>A wire whose frames a test puts in and looks at.</summary>
    internal sealed class OpenWire : IPeer
    {
        public Queue<byte[]> Coming { get; } = new();

        public List<byte[]> Sent { get; } = [];

        public long NextNs => Coming.Count > 0 ? 0 : long.MaxValue;

        public void Receive(ReadOnlySpan<byte> frame, long nowNs) => Sent.Add(frame.ToArray());

        public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame) => Coming.TryDequeue(out frame);
    }
}
