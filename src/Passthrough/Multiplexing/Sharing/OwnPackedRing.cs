using System.Buffers.Binary;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Passthrough.Devices;
using Passthrough.Handoff;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>A ring of bytes of the monitor's own. It holds zeros wherever nothing was received, so that a look at memory tells whether something was.</summary>
/// <remarks>What the device is just writing is no frame yet: up to where all is there only its register says, which is read when something begins to stand there.</remarks>
internal sealed class OwnPackedRing : IOwnRing
{
    private readonly DeliveryInfo delivery;
    private readonly OwnRingInfo own;
    private readonly RegisterPort port;
    private readonly ProcedureRun procedures;
    private readonly IGuestMemory memory;
    private readonly ulong start;
    private readonly int headerBytes, align;
    private readonly byte[] nothing;
    private readonly ulong[] words;
    private int next, end;

    public OwnPackedRing(DeliveryInfo delivery, RegisterPort port, ProcedureRun procedures, DeviceModel model)
    {
        (this.delivery, this.port, this.procedures) = (delivery, port, procedures);
        own = delivery.Own;
        (headerBytes, align) = (delivery.Packed!.HeaderBytes, delivery.Packed.Align);
        var dma = (IDmaNic)port.Nic;
        (memory, start) = (dma.MonitorMemory, dma.MonitorStart + OwnRing.Offset);
        nothing = new byte[own.Bytes];
        words = new ulong[model.StateWords];
    }

    public ulong Start => memory.AtDevice(start);

    public int MostFrames => own.Bytes / (headerBytes + AddressFilterInfo.AddressBytes);

    public void Begin()
    {
        Rewind();
        if (own.Begin is { } procedure)
            Run(procedure, 0);
    }

    public void Rewind()
    {
        (next, end) = (0, 0);
        memory.TryWrite(start, nothing);
    }

    public bool TryTake(bool isQuiet, out byte[]? frame)
    {
        frame = null;
        Span<byte> header = stackalloc byte[sizeof(ulong)];
        header.Clear();
        if (!memory.TryRead(start + (ulong)next, header[..headerBytes]) || !header.ContainsAnyExcept((byte)0))
            return false;
        if (next == end && !isQuiet)
            end = (int)(port.Read(own.Written!) % (ulong)own.Bytes);
        if (next == end && !isQuiet)
            return false; // it has only begun
        DeliveryArguments.Of(delivery, words)[DeliveryArguments.Header] = BinaryPrimitives.ReadUInt64LittleEndian(header);
        var length = own.Length.Value(words, -1, 0);
        var there = isQuiet ? own.Bytes : (end - next + own.Bytes) % own.Bytes;
        var taken = (headerBytes + (long)Math.Min(length, (ulong)own.Bytes) + FrameCheckSequence.ByteCount + align - 1) / align * align;
        if (taken > there)
            taken = there; // a header that makes no sense: nobody can say whose the bytes behind it are
        else if (own.Whole.Test(words, -1, 0))
            frame = Read((next + headerBytes) % own.Bytes, (int)length);
        Clear((int)taken);
        next = (int)((next + taken) % own.Bytes);
        return true;
    }

    public void GoOn()
    {
        if (own.GoOn is { } procedure)
            Run(procedure, (ulong)next);
    }

    private byte[]? Read(int from, int length)
    {
        var frame = new byte[length];
        var first = Math.Min(length, own.Bytes - from);
        return memory.TryRead(start + (ulong)from, frame.AsSpan(0, first)) && (first == length || memory.TryRead(start, frame.AsSpan(first))) ? frame : null;
    }

    private void Clear(int count)
    {
        var first = Math.Min(count, own.Bytes - next);
        memory.TryWrite(start + (ulong)next, nothing.AsSpan(0, first));
        memory.TryWrite(start, nothing.AsSpan(0, count - first));
    }

    private void Run(ProcedureInfo procedure, ulong address)
    {
        port.ReachesKept = true;
        procedures.Run(procedure, words, address, Start);
        port.ReachesKept = false;
    }
}
