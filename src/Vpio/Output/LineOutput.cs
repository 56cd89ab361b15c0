using System.Reflection;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Vpio.Output;

/// <summary>Standard output for many lines: buffered, and quiet when its reader has gone, as <c>vpio decode ... | head</c> does.</summary>
/// <remarks>
/// The framework's own console swallows the error of a broken pipe, so a long recording would be decoded to its end though nobody reads it. A pipe is
/// therefore written to directly. Nothing else is: a file may be shared with other commands of a shell, and its position is theirs too.
/// </remarks>
internal sealed class LineOutput : IDisposable
{
    private const int StandardOutput = 1;
    private const int BufferedBytes = 1 << 16;

    private readonly StringBuilder buffer = new(BufferedBytes + 4096);
    private readonly FileStream? pipe = OpenPipe();

    /// <summary>Whether nobody reads any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether the lines go to a file, so that nobody reads them meanwhile.</summary>
    public bool IsFile => Console.IsOutputRedirected && pipe is null;

    /// <summary>Adds a line.</summary>
    public void WriteLine(string line)
    {
        buffer.Append(line).Append('\n');
        if (buffer.Length >= BufferedBytes)
            Flush();
    }

    /// <summary>Writes what is buffered.</summary>
    public void Flush()
    {
        if (buffer.Length == 0 || IsClosed)
            return;
        if (pipe is null)
            Console.Out.Write(buffer);
        else
            WriteToPipe(pipe);
        buffer.Clear();
    }

    public void Dispose()
    {
        Flush();
        pipe?.Dispose();
    }

    private void WriteToPipe(FileStream stream)
    {
        try
        {
            stream.Write(Encoding.UTF8.GetBytes(buffer.ToString()));
            stream.Flush();
        }
        catch (IOException)
        {
            IsClosed = true;
        }
    }

    private static FileStream? OpenPipe()
    {
        // Only the program itself owns the process's standard output; a caller that uses it as a library has given it a console of its own.
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected || Assembly.GetEntryAssembly() != typeof(LineOutput).Assembly)
            return null;
        try
        {
            Console.Out.Flush();
            var stream = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? null : stream;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // closed, or nothing that can be written to like a file
        }
    }
}
