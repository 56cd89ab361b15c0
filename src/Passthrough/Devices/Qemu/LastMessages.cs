using System.Text;

namespace Passthrough.Devices.Qemu;

/// <summary>The end of what a process wrote to standard error, so that a failure can be explained. Always read, or the process would block.</summary>
internal sealed class LastMessages
{
    private const int MostChars = 1000;

    private readonly StringBuilder text = new();
    private readonly Task reading;

    public LastMessages(StreamReader reader) => reading = Keep(reader);

    /// <summary>What was written last, on one line; waits a moment for what is still on its way from a process that ended.</summary>
    public string AfterExit()
    {
        reading.Wait(1000);
        lock (text)
            return text.ToString().Trim().ReplaceLineEndings("; ");
    }

    private async Task Keep(StreamReader reader)
    {
        var chunk = new char[MostChars];
        try
        {
            while (await reader.ReadAsync(chunk).ConfigureAwait(false) is > 0 and var count)
                lock (text)
                {
                    text.Append(chunk, 0, count);
                    text.Remove(0, Math.Max(0, text.Length - MostChars));
                }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The pipe is gone with its process.
        }
    }
}
