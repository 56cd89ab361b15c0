using System.Buffers.Binary;
using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Devices;

namespace Passthrough.Handoff;

/// <summary>Carries out the procedures of a model: sequences of accesses by which the monitor quiets a device and moves its memory.</summary>
/// <remarks>
/// A device whose ring goes round may go round too when bytes are moved through it, so that bytes before and past the end of a ring are
/// never moved at once (QEMU's ne2000 does so in both directions, a DP8390 when it is read).
/// What a procedure places stands in a block of memory of the monitor's own. A NIC that reaches no memory has none; on it a procedure that
/// places something is not carried out, for there the device can have kept nothing of a guest's memory either.
/// Expressions are judged on a copy of the owner's state block, in which what a procedure reads is kept; the owner's own is never changed.
/// </remarks>
internal sealed class ProcedureRun(DeviceModel model, RegisterPort port)
{
    /// <summary>How long a device may take for what a procedure awaits: more than a frame of the greatest length on a slow wire.</summary>
    public const long PatienceNs = 20_000_000;

    /// <summary>Times it is looked at least: where time is real, much of it may pass between two looks on a busy machine.</summary>
    private const int LeastLooks = 16;

    private const long PauseNs = 10_000;
    private const int MostBytesAtOnce = 0x8000; // what a 16-bit count can hold with room; a window may be larger

    private readonly ulong[] words = new ulong[model.StateWords];
    private readonly IDmaNic? memory = port.Nic is IDmaNic dma && dma.MonitorMemory.Owns(dma.MonitorStart, ProcedureInfo.BlockBytes) ? dma : null;
    private readonly WrapInfo[] rings = [.. model.Context.SelectMany(item => item.Live).Select(live => live.Wraps).OfType<WrapInfo>()];
    private readonly Dictionary<string, RegisterInfo> registers = model.Registers.ToDictionary(register => register.Name);

    /// <summary>What a procedure waited for and the device did not do; null if nothing. It stays until it is cleared.</summary>
    /// <remarks>A procedure goes on all the same: what it does to a stuck device does no harm, and the code that started it resets the device.</remarks>
    public string? Problem { get; private set; }

    /// <summary>The device was reset.</summary>
    public void ForgetProblem() => Problem = null;

    /// <summary>Runs a procedure that moves nothing.</summary>
    public void Run(ProcedureInfo procedure, ReadOnlySpan<ulong> state) => Run(procedure, state, 0, [], isWrite: false);

    /// <summary>Runs a procedure that moves nothing, for which <c>address</c> and <c>block</c> are something else.</summary>
    public void Run(ProcedureInfo procedure, ReadOnlySpan<ulong> state, ulong address, ulong block) => Run(procedure, state, address, [], isWrite: false, block);

    /// <summary>Runs a procedure, if there is one, and computes something of what it has read.</summary>
    public ulong Find(ProcedureInfo? procedure, ReadOnlySpan<ulong> state, CompiledExpression value)
    {
        if (procedure is null)
            return value.Value(state, -1, 0);
        Run(procedure, state);
        return value.Value(words, -1, 0);
    }

    /// <summary>Reads a range of on-card memory.</summary>
    public void Read(ProcedureInfo procedure, ReadOnlySpan<ulong> state, MemoryRange range, Span<byte> bytes) => Move(procedure, state, range, bytes, isWrite: false);

    /// <summary>Writes a range of on-card memory.</summary>
    public void Write(ProcedureInfo procedure, ReadOnlySpan<ulong> state, MemoryRange range, Span<byte> bytes) => Move(procedure, state, range, bytes, isWrite: true);

    private void Move(ProcedureInfo procedure, ReadOnlySpan<ulong> state, MemoryRange range, Span<byte> bytes, bool isWrite)
    {
        for (int at = 0, count; at < bytes.Length; at += count)
        {
            count = BytesAtOnce(state, range.Start + (ulong)at, Math.Min(bytes.Length - at, MostBytesAtOnce));
            Run(procedure, state, range.Start + (ulong)at, bytes.Slice(at, count), isWrite);
        }
    }

    /// <summary>How many of some bytes lie before the next end of a ring.</summary>
    private int BytesAtOnce(ReadOnlySpan<ulong> state, ulong address, int count)
    {
        foreach (var ring in rings)
            if (ring.At.Value(state, -1, 0) is var end && end > address)
                count = (int)Math.Min((ulong)count, end - address);
        return count;
    }

    private void Run(ProcedureInfo procedure, ReadOnlySpan<ulong> state, ulong address, Span<byte> bytes, bool isWrite, ulong? block = null)
    {
        if (procedure.Places && memory is null)
            return;
        state.CopyTo(words);
        words[procedure.AddressWord] = address;
        words[procedure.AddressWord + 1] = (ulong)bytes.Length;
        words[procedure.AddressWord + 2] = block ?? memory?.MonitorMemory.AtDevice(memory.MonitorStart) ?? 0;
        foreach (var step in procedure.Steps)
            switch (step.Kind)
            {
                case StepKind.Write:
                    words[step.Register!.Word] = step.Expression!.Value(words, -1, 0);
                    port.Write(step.Register, words[step.Register.Word]);
                    break;
                case StepKind.Read:
                    words[step.Register!.Word] = port.Read(step.Register);
                    break;
                case StepKind.Await:
                    Await(procedure, step);
                    break;
                case StepKind.Place:
                    Place(step.At, step.Expression!.Value(words, -1, 0));
                    break;
                case StepKind.Move when isWrite:
                    port.WriteStream(step.Register!, step.Size, bytes);
                    break;
                case StepKind.Move:
                    port.ReadStream(step.Register!, step.Size, bytes);
                    break;
            }
    }

    private void Place(int at, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        memory!.MonitorMemory.TryWrite(memory.MonitorStart + (ulong)at, bytes);
    }

    private void Await(ProcedureInfo procedure, StepInfo step)
    {
        var untilNs = port.Nic.ElapsedNs + PatienceNs;
        for (var looks = 1; ; looks++)
        {
            foreach (var reference in step.Expression!.References)
                if (reference.IsRegister)
                    words[reference.Word] = port.Read(registers[reference.Owner]);
            if (step.Expression.Test(words, -1, 0))
                return;
            if ((port.Nic.ElapsedNs >= untilNs && looks >= LeastLooks) || port.Nic.Failure is not null)
            {
                Problem ??= port.Nic.Failure ?? $"the device did not do what '{procedure.Name}' awaits ({step.Expression}) within {PatienceNs / 1_000_000} ms";
                return;
            }
            port.Nic.Advance(PauseNs);
        }
    }
}
