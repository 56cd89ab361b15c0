using Iced.Intel;

namespace Passthrough.Guests.Kvm;

/// <summary>Guest instructions as people write them.</summary>
internal static class Disassembly
{
    private const int LongestInstruction = 15;

    /// <summary>The instruction at a place, with the place: <c>out dx, al at 0100:0042</c>.</summary>
    public static string At(ReadOnlySpan<byte> memory, ushort segment, ushort offset) =>
        $"{Text(Decode(memory, segment, offset))} at {segment:x4}:{offset:x4}";

    /// <summary>
    /// The port access that an exit was made by. KVM leaves the instruction pointer at it or, where a write was emulated,
    /// behind it; so both are looked at.
    /// </summary>
    public static string Access(ReadOnlySpan<byte> memory, in VcpuSegments segments, in VcpuRegisters registers, bool isWrite)
    {
        var segment = segments.Cs.Selector;
        if (IsPortAccess(Decode(memory, segment, registers.Ip), isWrite))
            return At(memory, segment, registers.Ip);
        for (var length = 1; length <= LongestInstruction; length++)
        {
            var before = (ushort)(registers.Ip - length);
            var instruction = Decode(memory, segment, before);
            if (instruction.Length == length && IsPortAccess(instruction, isWrite))
                return At(memory, segment, before);
        }
        return At(memory, segment, registers.Ip);
    }

    private static bool IsPortAccess(in Instruction instruction, bool isWrite) => instruction.Mnemonic switch
    {
        Mnemonic.In or Mnemonic.Insb or Mnemonic.Insw or Mnemonic.Insd => !isWrite,
        Mnemonic.Out or Mnemonic.Outsb or Mnemonic.Outsw or Mnemonic.Outsd => isWrite,
        _ => false,
    };

    private static Instruction Decode(ReadOnlySpan<byte> memory, ushort segment, ushort offset)
    {
        var at = (segment << 4) + offset;
        var bytes = at >= memory.Length ? [] : memory.Slice(at, Math.Min(LongestInstruction, memory.Length - at)).ToArray();
        var decoder = Decoder.Create(16, bytes);
        decoder.IP = offset;
        return decoder.Decode();
    }

    private static string Text(in Instruction instruction)
    {
        if (instruction.IsInvalid)
            return "no instruction";
        var formatter = new NasmFormatter();
        formatter.Options.SpaceAfterOperandSeparator = true;
        formatter.Options.HexPrefix = "0x";
        formatter.Options.HexSuffix = "";
        formatter.Options.UppercaseHex = false;
        formatter.Options.SmallHexNumbersInDecimal = false;
        var output = new StringOutput();
        formatter.Format(instruction, output);
        return output.ToStringAndReset();
    }
}
