using Dmm.Tracing;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Recording;

/// <summary>Records what a guest does with its device, as the guest sees it, in the <c>.vpt</c> format.</summary>
/// <remarks>
/// Time is the device's; it stands still for a guest that is suspended as little as for any other. A recording is bounded: after
/// <see cref="MostEvents"/> events it ends with a gap that counts what was left out, so that nobody takes it for whole. A disk that is
/// full costs the recording, not the run; <see cref="Problem"/> tells.
/// </remarks>
public sealed class GuestRecorder : IAccessListener, IDisposable
{
    /// <summary>Events of one recording at most: 64 MiB.</summary>
    public const long MostEvents = 4 << 20;

    private readonly Stream stream;
    private readonly BinaryTraceWriter writer;
    private readonly long mostEvents;
    private long lastUs;

    /// <summary>A recording with nothing in it yet.</summary>
    /// <param name="stream">Where to; it is disposed with the recorder.</param>
    /// <param name="source">What is recorded, for people; at most 1,024 bytes.</param>
    /// <param name="device">What is known about the device.</param>
    public GuestRecorder(Stream stream, string source, TraceDevice device)
        : this(stream, source, device, MostEvents)
    {
    }

    internal GuestRecorder(Stream stream, string source, TraceDevice device, long mostEvents)
    {
        this.stream = stream;
        this.mostEvents = mostEvents;
        writer = new BinaryTraceWriter(stream, source, leaveOpen: true);
        writer.Describe(device);
    }

    /// <summary>Events that were left out because the recording was full.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Why the recording could not be written to its end; null while it can.</summary>
    public string? Problem { get; private set; }

    /// <inheritdoc/>
    public void OnAccess(in TraceEvent access, long nowNs) => Append(access, nowNs);

    /// <inheritdoc/>
    public void OnInterruptLine(bool asserted, long nowNs) =>
        Append(new TraceEvent(TraceEventKind.InterruptLine, 0, 1, 0, asserted ? 1UL : 0UL), nowNs);

    /// <summary>Ends the recording in good order; without this it says that it ends early.</summary>
    public void Complete() => Try(() =>
    {
        if (Problem is not null)
            return;
        if (LeftOut > 0)
            writer.Write([new TraceEvent(TraceEventKind.Gap, 0, 1, 0, (ulong)LeftOut)]);
        writer.Complete();
    });

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        Try(writer.Dispose);
        Try(stream.Dispose);
    }

    private void Append(TraceEvent recorded, long nowNs)
    {
        if (Problem is not null)
            return;
        if (writer.Events >= mostEvents)
        {
            LeftOut++;
            return;
        }
        var nowUs = nowNs / 1000;
        var elapsedUs = nowUs - lastUs;
        lastUs = nowUs;
        try
        {
            if (elapsedUs > ushort.MaxValue)
            {
                writer.Write([new TraceEvent(TraceEventKind.Time, 0, 1, 0, (ulong)elapsedUs)]);
                elapsedUs = 0;
            }
            writer.Write([recorded with { ElapsedUs = (ushort)elapsedUs }]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Problem = fault.Message;
        }
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Problem ??= fault.Message;
        }
    }
}
