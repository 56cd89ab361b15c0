using System.Runtime.InteropServices;

namespace Passthrough.SystemCalls;

/// <summary>A descriptor that is waited for (Linux: struct pollfd).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PolledDescriptor
{
    public const short Readable = 1; // POLLIN

    public int Descriptor;
    public short Wanted;
    public short Seen;
}

/// <summary>How long is waited at most (Linux: struct timespec).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollTime
{
    public long Seconds;
    public long Nanoseconds;
}
