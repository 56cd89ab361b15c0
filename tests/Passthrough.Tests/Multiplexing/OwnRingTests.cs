using System.Buffers.Binary;
using Dmm.Memory;
using Passthrough.Devices;
using Passthrough.Handoff;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Tests.Scripted;

namespace Passthrough.Tests.Multiplexing;

/// <summary>Frames are taken out of the monitor's own ring when all of them is there, also where the device gives an entry back before it has written the rest.</summary>
public class OwnRingTests
{
    private const ushort Stp = 0x200, Enp = 0x100, Err = 0x4000;
    private const int FrameBytes = 60, CheckBytes = 4;

    private const int MemoryBytes = 0x200000;

    private readonly ArrayMemory memory = new(new byte[MemoryBytes], new MemoryWindow(0, MemoryBytes, 0));

    [Fact]
    public void AnEntryThatIsOnlyBegunIsReadAgainWhenTheDeviceHasAnswered()
    {
        var ring = Ring(out var nic);
        Fill(ring, Stp, 0);
        nic.Answering = () => Fill(ring, Stp | Enp, FrameBytes + CheckBytes);

        Assert.True(ring.TryTake(isQuiet: false, out var frame));

        Assert.Equal(FrameBytes, frame?.Length);
        Assert.Equal(1, nic.Reads);
    }

    [Fact]
    public void AnEntryThatIsWholeIsTakenWithoutAskingTheDevice()
    {
        var ring = Ring(out var nic);
        Fill(ring, Stp | Enp, FrameBytes + CheckBytes);

        Assert.True(ring.TryTake(isQuiet: false, out var frame));

        Assert.Equal((FrameBytes, 0), (frame?.Length, nic.Reads));
    }

    [Theory]
    [InlineData(Stp)] // of a frame that goes on in the next entry: longer than any that is asked for
    [InlineData(Stp | Enp | Err)]
    public void WhatIsNoWholeFrameIsDroppedAndTheNextIsTaken(ushort status)
    {
        var ring = Ring(out _);
        Fill(ring, status, 0);

        Assert.True(ring.TryTake(isQuiet: false, out var frame));
        Assert.Null(frame);

        Fill(ring, Stp | Enp, FrameBytes + CheckBytes, index: 1);
        Assert.True(ring.TryTake(isQuiet: false, out frame));
        Assert.Equal(FrameBytes, frame?.Length);
    }

    private OwnRing Ring(out AnsweringNic nic)
    {
        var model = Cards.Of("pcnet.yaml", "am79c970a").Model;
        nic = new AnsweringNic(memory);
        var port = new RegisterPort(model, nic);
        var ring = new OwnRing(model.Delivery!, port, new ProcedureRun(model, port), model);
        ring.Rewind();
        return ring;
    }

    /// <summary>What QEMU's PCnet writes into an entry when it gives the entry back.</summary>
    private void Fill(OwnRing ring, ushort status, ushort length, int index = 0)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, status);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], length);
        memory.TryWrite(ring.Start + (ulong)(16 * index + 6), bytes[..2]);
        memory.TryWrite(ring.Start + (ulong)(16 * index + 8), bytes[2..]);
    }

    /// <summary>A NIC that does something before it answers.</summary>
    private sealed class AnsweringNic(ArrayMemory memory) : EmptyBus, IDmaNic
    {
        public Action? Answering { get; set; }

        public int Reads { get; private set; }

        public IGuestMemory MonitorMemory => memory;

        public ulong MonitorStart => 0;

        public IReadOnlyList<IGuestMemory> GuestMemories => [];

        public override ulong Read(int region, uint offset, int size)
        {
            Reads++;
            Answering?.Invoke();
            return 0;
        }
    }
}
