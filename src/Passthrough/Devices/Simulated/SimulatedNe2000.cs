using System.Diagnostics.CodeAnalysis;

namespace Passthrough.Devices.Simulated;

/// <summary>
/// An NE2000 as its makers built it: a DP8390 with 16 KiB of RAM, a PROM and a data port. It needs no privileges and no clock
/// of the machine: the same calls give the same answers, everywhere and always.
/// </summary>
/// <remarks>
/// It follows National Semiconductor's data sheet of the DP8390D/NS32490D, also where QEMU's NE2000 does not: TXP stays set
/// until the frame is out, page 2 can be read back, PAR filters, a full ring sets OVW. One region, number 0, of 32 ports: the
/// chip at 0x00, the data port at 0x10, and at 0x1f a port whose read resets. Their aliases and whatever clones put into the
/// gaps are left out and read as ones.
/// An access takes its time first and then happens. Wider accesses than a port are split, the lowest byte first.
/// </remarks>
public sealed class SimulatedNe2000 : IPhysicalNic, IStationAddress
{
    private const uint ChipPorts = 0x10, DataPort = 0x10, ResetPort = 0x1f;
    private const byte NobodyAnswers = 0xff;

    private readonly long accessNs;
    private readonly VirtualClock clock = new();
    private readonly RemoteDma remoteDma;
    private readonly Wire wire;
    private readonly CommandRegister command;
    private readonly RegisterFile registers;

    /// <summary>A card after power-on, on a wire of its own.</summary>
    /// <exception cref="ArgumentException">The station address has not six bytes, or an access takes less than no time.</exception>
    public SimulatedNe2000(SimulatedNe2000Options? options = null)
    {
        options ??= new SimulatedNe2000Options();
        if (options.StationAddress.Count != AddressFilter.AddressBytes)
            throw new ArgumentException($"a station address has six bytes, not {options.StationAddress.Count}", nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.AccessNs, nameof(options));
        accessNs = options.AccessNs;
        State = new Dp8390State();
        Memory = new CardMemory([.. options.StationAddress]);
        remoteDma = new RemoteDma(State, Memory);
        var receiver = new Receiver(State, Memory);
        var transmitter = new Transmitter(State, Memory, receiver, options.OddFramesCollide);
        wire = new Wire(clock, transmitter, receiver);
        command = new CommandRegister(State, remoteDma, transmitter, receiver, wire, options.WhileSending);
        registers = new RegisterFile(State, command);
    }

    /// <inheritdoc/>
    public event Action<bool>? InterruptLineChanged;

    /// <inheritdoc/>
    public bool InterruptLine { get; private set; }

    /// <inheritdoc/>
    public long ElapsedNs => clock.NowNs;

    /// <summary>Always null: a simulated card does not break.</summary>
    public string? Failure => null;

    /// <summary>When something happens by itself next, in the device's time; the end of time if nothing does.</summary>
    internal long NextChangeNs => wire.NextChangeNs;

    /// <summary>What the chip remembers, for tests that look inside.</summary>
    internal Dp8390State State { get; }

    /// <summary>The card's memory, for tests that look inside.</summary>
    internal CardMemory Memory { get; }

    /// <inheritdoc/>
    void IStationAddress.SetStationAddress(ReadOnlySpan<byte> address) => Memory.SetStationAddress(address);

    /// <inheritdoc/>
    public ulong Read(int region, uint offset, int size)
    {
        CheckSize(size);
        Advance(accessNs);
        ulong value = 0;
        if (region == 0 && offset == DataPort)
            value = remoteDma.Read(size) & (ulong.MaxValue >> (64 - 8 * size));
        else
            for (var i = 0; i < size; i++)
                value |= (ulong)ReadPort(region, (ulong)offset + (uint)i) << (8 * i);
        Settle();
        return value;
    }

    /// <inheritdoc/>
    public void Write(int region, uint offset, int size, ulong value)
    {
        CheckSize(size);
        Advance(accessNs);
        if (region == 0 && offset == DataPort)
            remoteDma.Write(size, value & (ulong.MaxValue >> (64 - 8 * size)));
        else
            for (var i = 0; i < size; i++)
                WritePort(region, (ulong)offset + (uint)i, (byte)(value >> (8 * i)));
        Settle();
    }

    /// <inheritdoc/>
    public void Reset()
    {
        command.Reset();
        Settle();
    }

    /// <inheritdoc/>
    public void Advance(long durationNs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(durationNs);
        Pass(clock.After(durationNs), untilInterrupt: false);
    }

    /// <inheritdoc/>
    public bool WaitForInterrupt(long atMostNs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atMostNs);
        Pass(clock.After(atMostNs), untilInterrupt: true);
        return InterruptLine;
    }

    /// <inheritdoc/>
    public bool Deliver(ReadOnlySpan<byte> frame) => Deliver(frame, FrameDamage.None);

    /// <summary>Puts a frame on the wire that is damaged on its way.</summary>
    /// <returns>False if too many frames wait already and this one is lost.</returns>
    public bool Deliver(ReadOnlySpan<byte> frame, FrameDamage damage) => wire.Deliver(frame, damage);

    /// <inheritdoc/>
    public int FramesArriving => wire.FramesArriving;

    /// <inheritdoc/>
    public bool TryRecall([NotNullWhen(true)] out byte[]? frame) => wire.TryRecall(out frame);

    /// <inheritdoc/>
    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame) => wire.TryTakeSent(out frame);

    /// <summary>Does nothing: there is nothing to give back.</summary>
    public void Dispose()
    {
    }

    private byte ReadPort(int region, ulong offset)
    {
        if (region != 0)
            return NobodyAnswers;
        if (offset < ChipPorts)
            return registers.Read((int)offset);
        if (offset == DataPort)
            return (byte)remoteDma.Read(1);
        if (offset == ResetPort)
            command.Reset();
        return NobodyAnswers;
    }

    private void WritePort(int region, ulong offset, byte value)
    {
        if (region != 0)
            return;
        if (offset < ChipPorts)
            registers.Write((int)offset, value);
        else if (offset == DataPort)
            remoteDma.Write(1, value);
    }

    /// <summary>What follows from an access at once: a frame that can begin, an interrupt that comes or goes.</summary>
    private void Settle()
    {
        UpdateInterruptLine();
        Pass(clock.NowNs, untilInterrupt: false);
    }

    private void Pass(long targetNs, bool untilInterrupt)
    {
        while (!(untilInterrupt && InterruptLine))
        {
            var nextNs = wire.NextChangeNs;
            if (nextNs > targetNs || nextNs == long.MaxValue)
            {
                clock.GoTo(targetNs);
                return;
            }
            clock.GoTo(nextNs);
            wire.Change();
            command.SettleStop();
            UpdateInterruptLine();
        }
    }

    private void UpdateInterruptLine()
    {
        if (InterruptLine == State.IsInterrupting)
            return;
        InterruptLine = State.IsInterrupting;
        InterruptLineChanged?.Invoke(InterruptLine);
    }

    private static void CheckSize(int size)
    {
        if (size is not (1 or 2 or 4 or 8))
            throw new ArgumentOutOfRangeException(nameof(size), size, "an access has 1, 2, 4 or 8 bytes");
    }
}
