using Iced.Intel;
using Passthrough.Guests.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Costs;

/// <summary>Real-mode programs that do nothing but exit, for ever.</summary>
internal static class ExitProgram
{
    /// <summary>Words of a run that is made at a time. KVM cuts longer ones into exits of its own.</summary>
    public const int RunWords = 256;

    /// <summary>Reads of a port of the chipset, which is answered without the device, after each read of the device.</summary>
    public const int ChipsetReads = 64;

    private const ushort Port = 0x300, StackTop = 0x8000, Buffer = 0x2000, HandlerAt = 0x100, ImageBytes = 0x200;
    private const byte DeviceVector = ChipsetPorts.FirstInterruptVector + 3; // the input that guests have their device at

    /// <summary>IN again and again.</summary>
    public static GuestProgram Reads() => Loop(a => a.@in(al, dx));

    /// <summary>OUT again and again.</summary>
    public static GuestProgram Writes() => Loop(a => a.@out(dx, al));

    /// <summary>REP INSW again and again.</summary>
    public static GuestProgram Runs() => Loop(a =>
    {
        a.mov(di, Buffer);
        a.mov(cx, RunWords);
        a.rep.insw();
    });

    /// <summary>One IN of the device, then many of the chipset.</summary>
    public static GuestProgram ReadsChipset() => Loop(a =>
    {
        a.@in(al, dx);
        for (var i = 0; i < ChipsetReads; i++)
            a.@in(al, ChipsetPorts.InterruptMask);
    });

    /// <summary>IN again and again; an interrupt's handler writes to the port and ends.</summary>
    public static GuestProgram ReadsWithInterrupts() => Loop(a => a.@in(al, dx), a =>
    {
        a.@out(dx, al);
        a.mov(al, ChipsetPorts.EndOfInterrupt);
        a.@out(ChipsetPorts.InterruptCommand, al);
        a.iret();
    });

    private static GuestProgram Loop(Action<Assembler> body, Action<Assembler>? handler = null)
    {
        var image = new byte[ImageBytes];
        Put(image, 0, a =>
        {
            var again = a.CreateLabel();
            a.cld();
            a.mov(dx, Port);
            a.mov(al, 0);
            a.@out(ChipsetPorts.InterruptMask, al);
            a.sti();
            a.Label(ref again);
            body(a);
            a.jmp(again);
        });
        if (handler is not null)
            Put(image, HandlerAt, handler);
        return new GuestProgram(image, 0, StackTop, handler is null ? new Dictionary<byte, ushort>() : new Dictionary<byte, ushort> { [DeviceVector] = HandlerAt });
    }

    private static void Put(byte[] image, int at, Action<Assembler> write)
    {
        var assembler = new Assembler(16);
        write(assembler);
        using var bytes = new MemoryStream(image, at, image.Length - at);
        assembler.Assemble(new StreamCodeWriter(bytes), (ulong)at);
    }
}
