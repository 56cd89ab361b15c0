using System.Buffers.Binary;

namespace Passthrough.Guests.Kvm;

/// <summary>How real mode begins, and how it enters a handler.</summary>
/// <remarks>
/// Every vector that the program has no handler for leads to its own HLT in a table at F000:0000. So an exception nobody expected
/// ends at a place that tells its number, with the place where it was raised on the stack.
/// </remarks>
internal static class RealMode
{
    public const ushort TableSegment = 0xf000;

    private const int Vectors = 256, VectorBytes = 4;
    private const byte HaltOpcode = 0xf4;
    private const ulong ReservedFlag = 0x2, TrapFlag = 0x100, InterruptFlag = 0x200;

    /// <summary>Loads a program and brings the processor, which is in its reset state, to its entry.</summary>
    public static void Load(KvmMachine machine, GuestProgram program)
    {
        var memory = machine.Memory;
        memory.Slice(TableSegment << 4, Vectors).Fill(HaltOpcode);
        for (var vector = 0; vector < Vectors; vector++)
        {
            var hasHandler = program.Handlers.TryGetValue((byte)vector, out var handler);
            var entry = memory.Slice(vector * VectorBytes, VectorBytes);
            BinaryPrimitives.WriteUInt16LittleEndian(entry, hasHandler ? handler : (ushort)vector);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], hasHandler ? GuestProgram.Segment : TableSegment);
        }
        program.Image.Span.CopyTo(memory[(GuestProgram.Segment << 4)..]);

        var segments = machine.GetSegments();
        segments.Cs.Load(GuestProgram.Segment);
        segments.Ds.Load(GuestProgram.Segment);
        segments.Es.Load(GuestProgram.Segment);
        segments.Ss.Load(GuestProgram.Segment);
        machine.SetSegments(segments);
        machine.SetRegisters(new VcpuRegisters { Rip = program.Entry, Rsp = program.StackTop, Rflags = ReservedFlag });
    }

    /// <summary>Enters a handler as the processor does: flags, CS and IP on the stack, interrupts off. No access may be pending.</summary>
    public static void Enter(KvmMachine machine, ref VcpuSegments segments, int vector)
    {
        var registers = machine.GetRegisters();
        Push(machine.Memory, segments, ref registers, (ushort)registers.Rflags);
        Push(machine.Memory, segments, ref registers, segments.Cs.Selector);
        Push(machine.Memory, segments, ref registers, registers.Ip);
        var entry = machine.Memory.Slice((int)Math.Min(segments.Idt.Base, 0xffff) + vector * VectorBytes, VectorBytes);
        registers.Rip = BinaryPrimitives.ReadUInt16LittleEndian(entry);
        registers.Rflags &= ~(TrapFlag | InterruptFlag);
        segments.Cs.Load(BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]));
        machine.SetSegments(segments);
        machine.SetRegisters(registers);
    }

    /// <summary>The word at a place on the stack, counted in words from its top.</summary>
    public static ushort Stacked(ReadOnlySpan<byte> memory, in VcpuSegments segments, in VcpuRegisters registers, int word)
    {
        var at = LinearAddress(segments.Ss.Base, (ushort)(registers.Rsp + (ulong)(2 * word)));
        return at + 2 <= memory.Length ? BinaryPrimitives.ReadUInt16LittleEndian(memory[at..]) : ushort.MaxValue;
    }

    private static void Push(Span<byte> memory, in VcpuSegments segments, ref VcpuRegisters registers, ushort value)
    {
        registers.Rsp = (registers.Rsp & ~0xfffful) | (ushort)(registers.Rsp - 2);
        var at = LinearAddress(segments.Ss.Base, (ushort)registers.Rsp);
        if (at + 2 <= memory.Length) // above is nothing, and a push there is lost
            BinaryPrimitives.WriteUInt16LittleEndian(memory[at..], value);
    }

    private static int LinearAddress(ulong segmentBase, ushort offset) => (int)Math.Min(segmentBase, 0xffff0) + offset;
}
