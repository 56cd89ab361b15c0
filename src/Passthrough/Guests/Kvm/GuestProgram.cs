namespace Passthrough.Guests.Kvm;

/// <summary>A real-mode program: one segment with code, data and stack, like a .COM file, and its interrupt handlers.</summary>
/// <param name="Image">The segment's bytes from offset 0 on, at most 64 KiB.</param>
/// <param name="Entry">The offset at which it begins.</param>
/// <param name="StackTop">The stack pointer at its beginning.</param>
/// <param name="Handlers">Vectors and the offsets of their handlers.</param>
public sealed record GuestProgram(ReadOnlyMemory<byte> Image, ushort Entry, ushort StackTop, IReadOnlyDictionary<byte, ushort> Handlers)
{
    /// <summary>The segment that it is loaded at; interrupt vectors and their like lie below.</summary>
    public const ushort Segment = 0x0100;

    /// <summary>The most that one segment holds.</summary>
    public const int MostBytes = 0x10000;
}
