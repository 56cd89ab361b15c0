using System.Buffers.Binary;
using Dmm.Tracing;
using Iced.Intel;
using Passthrough.Guests.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Costs.Exits;

/// <summary>A real-mode program that makes the accesses of a list one after the other, keeps what it reads in the list, and halts.</summary>
/// <remarks>
/// The list stands in memory behind the program, eight bytes an access: what is done, where, the value. Registers in memory begin at 1 MiB, where
/// FFFF:0010 reaches the first 64 KiB but 16 bytes.
/// </remarks>
internal static class ReplayProgram
{
    /// <summary>Where the guest finds registers in memory.</summary>
    public const ulong RegistersAt = 1 << 20;

    /// <summary>How far it reaches there.</summary>
    public const int RegisterBytes = 0xfff0;

    /// <summary>The most accesses that a list holds.</summary>
    public const int MostAccesses = (ListEnd - ListStart) / EntryBytes - 1;

    private const int ListStart = 0x10000, ListEnd = RealMode.TableSegment << 4;
    private const int EntryBytes = 8, PlaceAt = 2, ValueAt = 4;
    private const int SegmentBytes = 0x10000;
    private const int Write = 0x10, Port = 0x20; // beside the size; an entry of zeros is the end
    private const ushort HighestSegment = 0xffff, FirstOffset = 0x10;

    /// <summary>The program.</summary>
    public static GuestProgram Make()
    {
        var a = new Assembler(16);
        Label next = a.CreateLabel(), advance = a.CreateLabel();
        a.cld();
        a.mov(ax, ListStart >> 4);
        a.mov(ds, ax);
        a.mov(ax, HighestSegment);
        a.mov(es, ax);
        a.xor(si, si);
        a.Label(ref next);
        a.mov(cl, __byte_ptr[si]);
        a.mov(di, __word_ptr[si + PlaceAt]);
        a.mov(dx, di);
        a.mov(eax, __dword_ptr[si + ValueAt]);
        WriteKinds(a, advance);
        a.hlt();
        a.Label(ref advance);
        a.add(si, EntryBytes);
        a.jne(next);
        a.mov(ax, ds); // the list is longer than a segment
        a.add(ax, SegmentBytes >> 4);
        a.mov(ds, ax);
        a.jmp(next);
        using var bytes = new MemoryStream();
        a.Assemble(new StreamCodeWriter(bytes), rip: 0);
        return new GuestProgram(bytes.ToArray(), 0, 0, new Dictionary<byte, ushort>());
    }

    /// <summary>Puts an access into the list.</summary>
    /// <param name="memory">The guest's memory.</param>
    /// <param name="number">Its place in the list, from 0.</param>
    /// <param name="access">The access; at most four bytes.</param>
    /// <param name="place">The port, or the place among the registers in memory.</param>
    /// <param name="isPort">Which of them.</param>
    public static void Put(Span<byte> memory, int number, in TraceEvent access, int place, bool isPort)
    {
        var isWrite = access.Kind == TraceEventKind.Write;
        var entry = EntryOf(memory, number);
        entry[0] = (byte)(access.Size | (isWrite ? Write : 0) | (isPort ? Port : 0));
        BinaryPrimitives.WriteUInt16LittleEndian(entry[PlaceAt..], (ushort)(isPort ? place : place + FirstOffset));
        BinaryPrimitives.WriteUInt32LittleEndian(entry[ValueAt..], isWrite ? (uint)access.Value : 0);
    }

    /// <summary>Ends the list, behind which an older one may stand.</summary>
    public static void PutEnd(Span<byte> memory, int count) => EntryOf(memory, count).Clear();

    /// <summary>What the guest read, or wrote, by an access of the list.</summary>
    public static uint ValueOf(Span<byte> memory, int number) => BinaryPrimitives.ReadUInt32LittleEndian(EntryOf(memory, number)[ValueAt..]);

    private static Span<byte> EntryOf(Span<byte> memory, int number) => memory.Slice(ListStart + number * EntryBytes, EntryBytes);

    /// <summary>The most frequent kinds first: each comparison is an instruction that some KVMs emulate.</summary>
    private static void WriteKinds(Assembler a, Label advance)
    {
        WriteKind(a, 4, advance, () => a.mov(eax, __dword_ptr.es[di]));
        WriteKind(a, 4 | Write, advance, () => a.mov(__dword_ptr.es[di], eax));
        WriteKind(a, 2, advance, () => a.mov(ax, __word_ptr.es[di]));
        WriteKind(a, 2 | Write, advance, () => a.mov(__word_ptr.es[di], ax));
        WriteKind(a, 1, advance, () => a.mov(al, __byte_ptr.es[di]));
        WriteKind(a, 1 | Write, advance, () => a.mov(__byte_ptr.es[di], al));
        WriteKind(a, 4 | Port, advance, () => a.@in(eax, dx));
        WriteKind(a, 4 | Port | Write, advance, () => a.@out(dx, eax));
        WriteKind(a, 2 | Port, advance, () => a.@in(ax, dx));
        WriteKind(a, 2 | Port | Write, advance, () => a.@out(dx, ax));
        WriteKind(a, 1 | Port, advance, () => a.@in(al, dx));
        WriteKind(a, 1 | Port | Write, advance, () => a.@out(dx, al));
    }

    private static void WriteKind(Assembler a, int kind, Label advance, Action access)
    {
        var other = a.CreateLabel();
        a.cmp(cl, (byte)kind);
        a.jne(other);
        access();
        if ((kind & Write) == 0)
            a.mov(__dword_ptr[si + ValueAt], eax);
        a.jmp(advance);
        a.Label(ref other);
    }
}
