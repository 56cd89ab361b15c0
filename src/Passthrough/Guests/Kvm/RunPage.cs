using System.Buffers.Binary;
using Passthrough.SystemCalls;

namespace Passthrough.Guests.Kvm;

/// <summary>The page through which a virtual processor and its runner talk (Linux: struct kvm_run).</summary>
/// <remarks>What an exit brings lies at 32 and means something else for each reason. Offsets and counts come from the kernel and are bounded by the page.</remarks>
internal sealed class RunPage(MappedMemory memory) : IDisposable
{
    /// <summary>The end of what is read here.</summary>
    public const int LeastBytes = 64;

    private Span<byte> Bytes => memory.Bytes;

    /// <summary>Asks for an exit as soon as the guest can take an interrupt.</summary>
    public bool RequestInterruptWindow { set => Bytes[0] = value ? (byte)1 : (byte)0; }

    /// <summary>Asks KVM_RUN to finish what is pending and to come back before the next instruction. Any thread may set it.</summary>
    public bool ImmediateExit { set => Volatile.Write(ref Bytes[1], value ? (byte)1 : (byte)0); }

    public VcpuExit ExitReason => (VcpuExit)Word(8);

    /// <summary>Whether the guest can take an interrupt now; as of the last exit.</summary>
    public bool CanTakeInterrupt => Bytes[12] != 0 && InterruptsEnabled;

    /// <summary>EFLAGS.IF; as of the last exit.</summary>
    public bool InterruptsEnabled => Bytes[13] != 0;

    public bool IsIoWrite => Bytes[32] == 1;

    public int IoSize => Bytes[33];

    public ushort IoPort => BinaryPrimitives.ReadUInt16LittleEndian(Bytes[34..]);

    public int IoCount => IoSize == 0 ? 0 : (int)Math.Min(Word(36), (uint)(Bytes.Length / IoSize));

    /// <summary>The values of all elements of a port access, to be read or to be filled in.</summary>
    public Span<byte> IoData
    {
        get
        {
            var start = (int)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(Bytes[40..]), (ulong)Bytes.Length);
            return Bytes.Slice(start, Math.Min(IoSize * IoCount, Bytes.Length - start));
        }
    }

    public ulong MmioAddress => BinaryPrimitives.ReadUInt64LittleEndian(Bytes[32..]);

    public bool IsMmioWrite => Bytes[52] != 0;

    public Span<byte> MmioData => Bytes.Slice(40, (int)Math.Min(Word(48), 8));

    /// <summary>Which internal error (Linux: KVM_INTERNAL_ERROR_*).</summary>
    public uint InternalErrorKind => Word(32);

    /// <summary>What the processor said when it refused the guest's state.</summary>
    public ulong EntryFailure => BinaryPrimitives.ReadUInt64LittleEndian(Bytes[32..]);

    /// <summary>The registers were set from outside: what the last exit told about interrupts is no longer true.</summary>
    public void ForgetInterruptFlags() => Bytes[12..14].Clear();

    public void Dispose() => memory.Dispose();

    private uint Word(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes[at..]);
}
