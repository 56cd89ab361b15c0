using Iced.Intel;
using Passthrough.Guests.Kvm;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>The code under way: the assembler, the routines, and what all parts write often.</summary>
/// <remarks>
/// Only instructions that a KVM without hardware virtualization emulates are used. All segment registers point to the one segment,
/// and the direction flag is clear, everywhere. Routines keep no registers unless they say so.
/// </remarks>
internal sealed class DriverCode
{
    /// <summary>Begins everything.</summary>
    public Label Entry;

    /// <summary>Makes sure that there is a card; gives up otherwise.</summary>
    public Label Probe;

    /// <summary>Brings the card from any state to its work.</summary>
    public Label Initialize;

    /// <summary>Begins remote DMA: AL the command, BX the card's address, CX bytes. Leaves the data port in DX; keeps BX, CX, SI, DI.</summary>
    public Label BeginRemote;

    /// <summary>Ends remote DMA; the carry flag is set if the card did not. Keeps BX, SI, DI.</summary>
    public Label EndRemote;

    /// <summary>Lets 1.6 ms pass, with interrupts off.</summary>
    public Label Delay;

    /// <summary>Makes the request of the present sequence number.</summary>
    public Label BuildFrame;

    /// <summary>The checksum of the frame at SI, to DX.</summary>
    public Label Sum;

    /// <summary>Sends the request, with interrupts off. The carry flag is set if it could not.</summary>
    public Label SendFrame;

    /// <summary>Empties the receive ring.</summary>
    public Label ReceiveAll;

    /// <summary>Judges the frame in the receive buffer.</summary>
    public Label Judge;

    /// <summary>Brings the card back to work after its ring was full.</summary>
    public Label Overflow;

    /// <summary>Handles the card's interrupt.</summary>
    public Label Interrupt;

    /// <summary>Handles a machine check.</summary>
    public Label MachineCheck;

    /// <summary>Goes on with the request of the present sequence number, with an empty stack.</summary>
    public Label Request;

    /// <summary>Gives up, with the text at AX.</summary>
    public Label GiveUp;

    public DriverCode(Ne2000ProgramOptions options)
    {
        Options = options;
        Entry = A.CreateLabel();
        Probe = A.CreateLabel();
        Initialize = A.CreateLabel();
        BeginRemote = A.CreateLabel();
        EndRemote = A.CreateLabel();
        Delay = A.CreateLabel();
        BuildFrame = A.CreateLabel();
        Sum = A.CreateLabel();
        SendFrame = A.CreateLabel();
        ReceiveAll = A.CreateLabel();
        Judge = A.CreateLabel();
        Overflow = A.CreateLabel();
        Interrupt = A.CreateLabel();
        MachineCheck = A.CreateLabel();
        Request = A.CreateLabel();
        GiveUp = A.CreateLabel();
    }

    public Assembler A { get; } = new(16);

    public Ne2000ProgramOptions Options { get; }

    /// <summary>Writes a value to a port of the card. Changes AL and DX.</summary>
    public void Out(int port, int value)
    {
        A.mov(al, (byte)value);
        Out(port);
    }

    /// <summary>Writes AL to a port of the card. Changes DX.</summary>
    public void Out(int port)
    {
        A.mov(dx, (ushort)(Options.PortBase + port));
        A.@out(dx, al);
    }

    /// <summary>Reads a port of the card to AL. Changes DX.</summary>
    public void In(int port)
    {
        A.mov(dx, (ushort)(Options.PortBase + port));
        A.@in(al, dx);
    }

    public void Count(ReportCounters counter) => A.inc(Counter(counter));

    public static AssemblerMemoryOperand Counter(ReportCounters counter) => Double(Layout.Counters + 4 * (int)counter);

    public static AssemblerMemoryOperand Byte(int variable) => AssemblerRegisters.__byte_ptr[variable];

    public static AssemblerMemoryOperand Word(int variable) => AssemblerRegisters.__word_ptr[variable];

    public static AssemblerMemoryOperand Double(int variable) => AssemblerRegisters.__dword_ptr[variable];
}
