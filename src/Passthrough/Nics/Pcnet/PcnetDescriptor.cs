using System.Buffers.Binary;

namespace Passthrough.Nics.Pcnet;

/// <summary>An entry of a ring of the PCnet in software style 2 (data sheet, Receive Descriptors and Transmit Descriptors).</summary>
/// <param name="Buffer">Where its bytes are.</param>
/// <param name="Bytes">How many bytes the buffer has.</param>
/// <param name="Status">Whose it is, and what is in it.</param>
/// <param name="Received">Bytes of the frame that was received, its check sequence among them; at its last entry only.</param>
internal readonly record struct PcnetDescriptor(uint Buffer, int Bytes, ushort Status, int Received = 0)
{
    public const int ByteCount = 16, StatusAt = 6, MostBytes = 4096;

    private const int CountAt = 4, ReceivedAt = 8, CountMask = 0xfff;
    private const ushort Ones = 0xf000; // "ONES: must be ones; written by the host"

    public bool IsOurs => (Status & PcnetRegisters.Own) == 0;

    public void Write(Span<byte> into)
    {
        into[..ByteCount].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(into, Buffer);
        BinaryPrimitives.WriteUInt16LittleEndian(into[CountAt..], (ushort)(Ones | (-Bytes & CountMask)));
        BinaryPrimitives.WriteUInt16LittleEndian(into[StatusAt..], Status);
    }

    public static PcnetDescriptor Read(ReadOnlySpan<byte> from) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(from),
        MostBytes - (BinaryPrimitives.ReadUInt16LittleEndian(from[CountAt..]) & CountMask),
        BinaryPrimitives.ReadUInt16LittleEndian(from[StatusAt..]),
        BinaryPrimitives.ReadUInt16LittleEndian(from[ReceivedAt..]) & CountMask);
}
