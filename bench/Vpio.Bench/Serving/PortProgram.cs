using System.Buffers.Binary;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace Vpio.Bench.Serving;

/// <summary>A machine's only program: it reads a port of its NIC again and again, and sends how long each read took to QEMU's debug console.</summary>
/// <remarks>
/// A kernel of the multiboot specification (version 0.6.96), which QEMU starts in flat 32-bit mode after its firmware has given the NIC its ports. Time is that of the ACPI
/// timer, 3.579545 MHz: QEMU answers it in well under a microsecond, so each figure is too long by about that.
/// </remarks>
internal static class PortProgram
{
    /// <summary>Ticks of the timer in a second.</summary>
    public const double TimerHz = 3_579_545;

    /// <summary>Reads that it makes; the first ones are cold.</summary>
    public const int Reads = 4000;

    /// <summary>Where the NIC has to be: the device on bus 0.</summary>
    public const int Device = 4;

    private const uint LoadAt = 0x10_0000, Magic = 0x1bad_b002, HasAddresses = 1 << 16, HeaderBytes = 32;
    private const uint Bar = 0x8000_0010 | Device << 11, Command = 0x8000_0004 | Device << 11;
    private const ushort ConfigAddress = 0xcf8, ConfigData = 0xcfc, Timer = 0x608, Console = 0xe9, End = 0x501; // q35's firmware puts the timer at 0x600

    /// <summary>The file for QEMU's <c>-kernel</c>.</summary>
    public static byte[] Image()
    {
        var code = Code();
        var image = new byte[HeaderBytes + code.Length];
        uint[] header = [Magic, HasAddresses, unchecked(0 - (Magic + HasAddresses)), LoadAt, LoadAt, 0, 0, LoadAt + HeaderBytes];
        for (var i = 0; i < header.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(4 * i), header[i]);
        code.CopyTo(image, (int)HeaderBytes);
        return image;
    }

    private static byte[] Code()
    {
        var a = new Assembler(32);
        var again = a.CreateLabel();
        Configure(a, Command);
        a.mov(eax, 7); // ports, memory, bus master
        a.@out(dx, eax);
        Configure(a, Bar);
        a.@in(eax, dx);
        a.and(eax, 0xfffc);
        a.lea(ebp, __[eax + 3]); // a register of the NE2000 whose read has no effect
        a.mov(ecx, Reads);
        a.Label(ref again);
        a.mov(edx, Timer);
        a.@in(eax, dx);
        a.mov(ebx, eax);
        a.mov(edx, ebp);
        a.@in(al, dx);
        a.mov(edx, Timer);
        a.@in(eax, dx);
        a.sub(eax, ebx);
        a.mov(edx, Console);
        a.@out(dx, al);
        a.shr(eax, 8);
        a.@out(dx, al);
        a.dec(ecx);
        a.jne(again);
        a.mov(edx, End);
        a.@out(dx, al);
        a.hlt();
        using var stream = new MemoryStream();
        a.Assemble(new StreamCodeWriter(stream), LoadAt + HeaderBytes);
        return stream.ToArray();
    }

    private static void Configure(Assembler a, uint register)
    {
        a.mov(edx, ConfigAddress);
        a.mov(eax, register);
        a.@out(dx, eax);
        a.mov(edx, ConfigData);
    }
}
