using System.Runtime.InteropServices;

namespace Passthrough.SystemCalls;

/// <summary>A read that is given to a queue of the kernel (Linux: struct iocb, IOCB_CMD_PREAD, on a little-endian machine).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SubmittedRead
{
    /// <summary>Its end signals <see cref="Counter"/> (IOCB_FLAG_RESFD).</summary>
    public const uint Signals = 1;

    public ulong Data;
    public uint Key;
    public int Rules;
    public ushort Command;
    public short Priority;
    public int File;
    public ulong Into;
    public ulong Length;
    public long Offset;
    public ulong Reserved;
    public uint Flags;
    public int Counter;
}

/// <summary>The end of a <see cref="SubmittedRead"/> (Linux: struct io_event).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct QueueEvent
{
    public ulong Data;
    public ulong Read;
    public long Result;
    public long Reserved;
}
