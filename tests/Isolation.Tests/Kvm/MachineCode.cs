using System.Buffers.Binary;
using Iced.Intel;
using Passthrough.Guests.Kvm;
using Passthrough.Verification.Isolation;
using Passthrough.Verification.Isolation.Scripts;
using static Iced.Intel.AssemblerRegisters;

namespace Isolation.Tests.Kvm;

/// <summary>The accesses of a script as a real-mode program: a virtual machine makes them in the script's order. What is no access is done beside it.</summary>
internal sealed class MachineCode
{
    private const ushort Port = 0x300, Constants = 0x4000, Buffer = 0xa000, Variables = 0xf000, Counters = 0xf200, StackTop = 0xfffe;
    private const int Ports = 0x20, MostPolls = 5_001;

    private readonly Assembler assembler = new(16);
    private readonly List<byte> constants = [];
    private readonly Stack<(Label Begin, ushort Counter)> repeats = new();
    private readonly int guest;
    private readonly byte[] station;

    private MachineCode(int guest, byte[] station) => (this.guest, this.station) = (guest, station);

    /// <summary>The program of a script.</summary>
    /// <param name="steps">The script.</param>
    /// <param name="guest">The number of the guest that follows it.</param>
    /// <param name="station">Its address.</param>
    /// <param name="variables">What variables are at the beginning.</param>
    /// <returns>Null if no such program makes these accesses: ports have 1, 2 or 4 bytes, and memory of the machine is not the device's.</returns>
    public static GuestProgram? Of(IReadOnlyList<ScriptStep> steps, int guest, byte[] station, IReadOnlyList<ulong> variables)
    {
        if (steps.Any(step => step.Kind == ScriptStepKind.Store || (step.IsAccess && (step.Size > 4 || step.Region != 0 || step.Offset >= Ports || step.ByteCount > Variables - Buffer))))
            return null;
        var code = new MachineCode(guest, station);
        foreach (var step in steps)
            code.Add(step);
        code.assembler.hlt();
        using var bytes = new MemoryStream();
        code.assembler.Assemble(new StreamCodeWriter(bytes), 0);
        if (bytes.Length > Constants || code.constants.Count > Buffer - Constants)
            return null;
        var image = new byte[GuestProgram.MostBytes];
        bytes.ToArray().CopyTo(image, 0);
        code.constants.CopyTo(image, Constants);
        for (var i = 0; i < variables.Count; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(Variables + 8 * i), variables[i]);
        return new GuestProgram(image, 0, StackTop, new Dictionary<byte, ushort>());
    }

    private void Add(in ScriptStep step)
    {
        switch (step.Kind)
        {
            case ScriptStepKind.Write when step.Data == ScriptData.Word:
                assembler.mov(eax, (uint)step.Value);
                if (step.Variable >= 0)
                    assembler.add(eax, __dword_ptr[Variables + 8 * step.Variable]);
                assembler.mov(dx, (ushort)(Port + step.Offset));
                Out(step.Size);
                break;
            case ScriptStepKind.Write:
                assembler.mov(si, (ushort)(Constants + constants.Count));
                constants.AddRange(BytesOf(step));
                Begin(step, step.ByteCount / step.Size);
                OutRun(step.Size);
                break;
            case ScriptStepKind.Read when step.Count > 1:
                assembler.mov(di, Buffer);
                Begin(step, step.Count);
                InRun(step.Size);
                break;
            case ScriptStepKind.Read:
                In(step);
                if (step.Variable >= 0)
                    assembler.mov(__dword_ptr[Variables + 8 * step.Variable], eax);
                break;
            case ScriptStepKind.Poll:
                Poll(step);
                break;
            case ScriptStepKind.Repeat:
                Repeat((uint)step.Count);
                break;
            case ScriptStepKind.End:
                var (begin, counter) = repeats.Pop();
                assembler.dec(__dword_ptr[counter]);
                assembler.cmp(__dword_ptr[counter], 0);
                assembler.jg(begin);
                break;
        }
    }

    private void Repeat(uint count)
    {
        var counter = (ushort)(Counters + 4 * repeats.Count);
        assembler.mov(__dword_ptr[counter], count);
        var begin = assembler.CreateLabel();
        assembler.Label(ref begin);
        repeats.Push((begin, counter));
    }

    /// <summary>Reads until the bits have the value, or as often as a script does.</summary>
    private void Poll(in ScriptStep step)
    {
        var (again, done) = (assembler.CreateLabel(), assembler.CreateLabel());
        assembler.mov(cx, MostPolls);
        assembler.Label(ref again);
        In(step);
        assembler.and(eax, (uint)step.Mask);
        assembler.cmp(eax, (uint)step.Value);
        assembler.je(done);
        assembler.dec(cx);
        assembler.jne(again);
        assembler.Label(ref done);
    }

    private void Begin(in ScriptStep step, int count)
    {
        assembler.mov(dx, (ushort)(Port + step.Offset));
        assembler.mov(cx, (ushort)count);
    }

    private void In(in ScriptStep step)
    {
        assembler.mov(dx, (ushort)(Port + step.Offset));
        assembler.xor(eax, eax);
        if (step.Size == 1)
            assembler.@in(al, dx);
        else if (step.Size == 2)
            assembler.@in(ax, dx);
        else
            assembler.@in(eax, dx);
    }

    private void Out(int size)
    {
        if (size == 1)
            assembler.@out(dx, al);
        else if (size == 2)
            assembler.@out(dx, ax);
        else
            assembler.@out(dx, eax);
    }

    private void InRun(int size)
    {
        if (size == 1)
            assembler.rep.insb();
        else if (size == 2)
            assembler.rep.insw();
        else
            assembler.rep.insd();
    }

    private void OutRun(int size)
    {
        if (size == 1)
            assembler.rep.outsb();
        else if (size == 2)
            assembler.rep.outsw();
        else
            assembler.rep.outsd();
    }

    private byte[] BytesOf(in ScriptStep step)
    {
        var bytes = new byte[step.ByteCount];
        if (step.Data == ScriptData.Bytes)
            step.Bytes!.CopyTo(bytes, 0);
        else if (step.Data == ScriptData.Frame && bytes.Length >= CanaryFrame.HeaderBytes)
            CanaryFrame.Write(bytes, CanaryFrame.PeerAddress, station, Canary.MarkOf(guest, CanaryKind.Sent), (ushort)step.Value);
        else if (step.Data != ScriptData.Zeros)
            Canary.Fill(bytes, Canary.MarkOf(guest, step.Data == ScriptData.Card ? CanaryKind.Card : CanaryKind.Memory), step.Value);
        return bytes;
    }
}
