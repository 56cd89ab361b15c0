using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Passthrough.SystemCalls;

/// <summary>What the kernel says from now on (Linux: Documentation/ABI/testing/dev-kmsg). No call waits. A user who may not read it hears nothing.</summary>
internal sealed unsafe class KernelLog : IDisposable
{
    private const int LongestRecord = 8192;

    private readonly byte[] buffer = new byte[LongestRecord];
    private readonly SafeFileHandle file;

    public KernelLog(string path = "/dev/kmsg")
    {
        file = Libc.Open(path, Libc.OpenNonBlocking | Libc.OpenCloseOnExec);
        if (!file.IsInvalid)
            _ = Libc.Seek(file, 0, Libc.FromEnd);
    }

    /// <summary>The next record's text; null if there is none.</summary>
    public string? Next()
    {
        if (file.IsInvalid)
            return null;
        fixed (byte* start = buffer)
        {
            var count = (int)Libc.ReadOn(file, start, LongestRecord);
            if (count <= 0)
                return null;
            var record = Encoding.UTF8.GetString(buffer, 0, count); // priority,number,time,flags;text
            return record[(record.IndexOf(';', StringComparison.Ordinal) + 1)..];
        }
    }

    public void Dispose() => file.Dispose();
}
