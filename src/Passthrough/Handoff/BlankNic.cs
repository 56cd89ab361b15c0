using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Dmm.Analysis.Trying;
using Dmm.Memory;
using Dmm.Modeling.Model;
using Passthrough.Devices;

namespace Passthrough.Handoff;

/// <summary>A device that does nothing: each read gives the other of no bit and every bit, so that what a procedure awaits comes, and what is placed in the monitor's memory is taken down.</summary>
internal sealed class BlankNic(List<RestoredStep> placed) : IPhysicalNic, IDmaNic, IGuestMemory
{
    /// <summary>A thousand times as fast as the clock, so that nothing is awaited for long.</summary>
    private const long Speed = 1_000;

    private bool isSet;

    /// <inheritdoc/>
    public event Action<bool>? InterruptLineChanged
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public bool InterruptLine => false;

    /// <inheritdoc/>
    public long ElapsedNs { get; private set; }

    /// <inheritdoc/>
    public string? Failure => null;

    /// <inheritdoc/>
    public IGuestMemory MonitorMemory => this;

    /// <inheritdoc/>
    public ulong MonitorStart => 0;

    /// <inheritdoc/>
    public IReadOnlyList<IGuestMemory> GuestMemories => [];

    /// <inheritdoc/>
    public int FramesArriving => 0;

    /// <inheritdoc/>
    public ulong Read(int region, uint offset, int size) => (isSet = !isSet) ? ulong.MaxValue >> (64 - 8 * size) : 0;

    /// <inheritdoc/>
    public void Write(int region, uint offset, int size, ulong value)
    {
    }

    /// <inheritdoc/>
    public void Reset()
    {
    }

    /// <inheritdoc/>
    public void Advance(long durationNs) => ElapsedNs += durationNs * Speed;

    /// <inheritdoc/>
    public bool WaitForInterrupt(long atMostNs)
    {
        Advance(atMostNs);
        return false;
    }

    /// <inheritdoc/>
    public bool Deliver(ReadOnlySpan<byte> frame) => false;

    /// <inheritdoc/>
    public bool TryRecall([NotNullWhen(true)] out byte[]? frame) => TryTakeSent(out frame);

    /// <inheritdoc/>
    public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame)
    {
        frame = null;
        return false;
    }

    /// <inheritdoc/>
    public bool Owns(ulong at, ulong length) => at <= ProcedureInfo.BlockBytes && length <= ProcedureInfo.BlockBytes - at;

    /// <inheritdoc/>
    public bool TryRead(ulong at, Span<byte> into) => false;

    /// <inheritdoc/>
    public bool TryWrite(ulong at, ReadOnlySpan<byte> from)
    {
        if (from.Length == sizeof(ulong))
            placed.Add(new RestoredStep($"block+{at}", BinaryPrimitives.ReadUInt64LittleEndian(from)));
        return true;
    }

    /// <inheritdoc/>
    public ulong AtDevice(ulong at) => at;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
