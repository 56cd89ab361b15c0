using System.Runtime.InteropServices;

namespace Passthrough.SystemCalls;

/// <summary>What is sent or received at once (Linux: struct msghdr).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SocketMessage
{
    public void* Name;
    public uint NameLength;
    public SocketBytes* Bytes;
    public nuint BytesCount;
    public void* Control;
    public nuint ControlLength;
    public int Flags;
}

/// <summary>A run of bytes in memory (Linux: struct iovec).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SocketBytes
{
    public void* Start;
    public nuint Length;
}

/// <summary>The head of control data of a <see cref="SocketMessage"/> (Linux: struct cmsghdr).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ControlHead
{
    public nuint Length;
    public int Level;
    public int Type;
}
