using System.Buffers.Binary;

namespace Passthrough.Devices.Simulated;

/// <summary>The ring of 256-byte pages from PSTART up to PSTOP, into which received frames go (data sheet, 7.0 Packet Reception).</summary>
/// <remarks>
/// A frame begins on a page with four bytes: status, the page of the next frame, and its bytes with the frame check sequence.
/// A page equal to BNRY is neither written nor linked to. So reception never makes CURR equal BNRY, and drivers that take
/// this for an empty ring are right as well as those that keep BNRY one page after.
/// </remarks>
internal sealed class PageRing(Dp8390State state, CardMemory memory)
{
    private const int HeaderBytes = 4, PageBytes = 256;

    /// <summary>Stores a frame at CURR and moves CURR behind it.</summary>
    /// <returns>False if BNRY is in the way; then nothing changed.</returns>
    public bool TryStore(ReadOnlySpan<byte> frame, uint checkSequence, byte status)
    {
        var byteCount = frame.Length + FrameCheckSequence.ByteCount;
        var next = state.Curr;
        for (var left = HeaderBytes + byteCount; left > 0; left -= PageBytes)
        {
            next = After(next);
            if (next == state.Bnry)
                return false;
        }

        Span<byte> header = [status, next, (byte)byteCount, (byte)(byteCount >> 8)];
        Span<byte> trailer = stackalloc byte[FrameCheckSequence.ByteCount];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, checkSequence);
        var address = Put((ushort)(state.Curr << 8), header);
        address = Put(address, frame);
        state.Clda = Put(address, trailer);
        state.Lnpp = next;
        state.Curr = next;
        return true;
    }

    private ushort Put(ushort address, ReadOnlySpan<byte> bytes)
    {
        foreach (var each in bytes)
        {
            memory[address] = each;
            address = (address & 0xff) == 0xff ? (ushort)(After((byte)(address >> 8)) << 8) : (ushort)(address + 1);
        }
        return address;
    }

    private byte After(byte page)
    {
        var next = (byte)(page + 1);
        return next == state.Pstop ? state.Pstart : next;
    }
}
