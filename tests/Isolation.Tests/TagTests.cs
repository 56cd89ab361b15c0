using System.Diagnostics.CodeAnalysis;
using Dmm.Memory;
using Dmm.Modeling.Loading;
using Passthrough.Devices.Qemu;
using Passthrough.Guests.Scripted;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Nics;
using Passthrough.Peers;
using Passthrough.Tests.Qemu;

namespace Isolation.Tests;

/// <summary>A frame with a tag comes with it, though the NIC takes tags out for the guest that has it.</summary>
public class TagTests
{
    private const uint Ring = 0x4000, Buffer = 0x8000;
    private const int FrameBytes = 200;

    [QemuTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void AFrameForAnotherKeepsItsTag(bool ownerTakesTagsOut)
    {
        using var nic = QemuNic.TryStart(NicCatalog.WithQuirks(new QemuNicOptions { Device = "e1000", Guests = 2, MemoryMib = 1 }), out var problem) ?? throw new InvalidOperationException(problem);
        var model = ModelLoader.Load("e1000.yaml", RepositoryFiles.Bytes("models", "e1000.yaml"), "qemu").Model!;
        byte[] frame = [2, 0, 0, 0, 1, 2, 2, 9, 9, 9, 9, 9, 0x81, 0, 0x20, 0x07, 0x88, 0xb5, .. Enumerable.Range(0, FrameBytes - 18).Select(i => (byte)i)];
        var wire = new OneFrame(frame);
        var multiplexer = new Multiplexer(SharingHooks.Compile(model), nic, wire, new FairScheduler(leastMs: 1, mostMs: 20, idleMs: 5), new SharingOptions());
        IGuestMemory? memory = null;
        var isReady = false;
        multiplexer.Add(new ScriptedGuest("victim", new ScriptOf(async io =>
        {
            memory = io.Memory;
            memory.TryWrite(Ring, [0, 0x80, 0, 0, 0, 0, 0, 0]);
            (uint At, uint Value)[] steps = [(0x5400, 2), (0x5404, 0x80000201), (0x2800, Ring), (0x2804, 0), (0x2808, 0x80), (0x2810, 0), (0x2818, 1), (0x100, 0x04008002)];
            foreach (var (at, value) in steps)
                await io.Write(at, 4, value);
            isReady = true;
            while (!IsFilled(memory))
            {
                await io.Wait(io.NowNs + 50_000_000);
                await io.Read(8, 4);
            }
        })));
        multiplexer.Add(new ScriptedGuest("owner", new ScriptOf(async io =>
        {
            while (!isReady)
                await io.Wait(io.NowNs + 1_000_000);
            await io.Write(0x38, 4, 0x8100);
            await io.Write(0, 4, ownerTakesTagsOut ? 0x4000_0241u : 0x241);
            wire.IsOn = true;
            while (!IsFilled(memory!))
                await io.Read(8, 4); // it wants the device all the time
        })));
        multiplexer.Run(multiplexer.NowNs + 10_000_000_000);

        var received = new byte[FrameBytes];
        Assert.True(IsFilled(memory!), "the frame did not come");
        Assert.True(memory!.TryRead(Buffer, received));
        Assert.Equal(frame, received);
    }

    private static bool IsFilled(IGuestMemory memory)
    {
        var status = new byte[1];
        return memory.TryRead(Ring + 12, status) && (status[0] & 1) != 0;
    }

    /// <summary>Sends one frame once it is on.</summary>
    private sealed class OneFrame(byte[] frame) : IPeer
    {
        private bool isSent;

        public bool IsOn { get; set; }

        public long NextNs => IsOn && !isSent ? 0 : long.MaxValue;

        public void Receive(ReadOnlySpan<byte> sent, long nowNs)
        {
        }

        public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? next)
        {
            next = IsOn && !isSent ? frame : null;
            isSent |= next is not null;
            return next is not null;
        }
    }
}
