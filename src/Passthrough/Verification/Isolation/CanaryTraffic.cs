using Passthrough.Guests;
using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;

namespace Passthrough.Verification.Isolation;

/// <summary>The work of an honest guest: it sends frames of its canaries without end, and looks at every frame that its driver gives it.</summary>
internal sealed class CanaryTraffic(IsolationRun run, int guest, IScriptedDriver driver) : IGuestScript, IFrameEvents
{
    private const int LeastBytes = 60, MostBytes = 320;

    private readonly byte[] buffer = new byte[MostBytes];
    private long lastReceived = -1;
    private ushort next;

    /// <summary>Between two frames, in nanoseconds.</summary>
    public long EveryNs { get; init; } = 200_000;

    /// <summary>Whether its driver has started its device.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Frames that its device told it were sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Whole frames that came for it.</summary>
    public long Received { get; private set; }

    /// <inheritdoc/>
    public GuestReport Report => new() { FramesSent = Sent, FramesReceived = Received };

    /// <inheritdoc/>
    public async Task RunAsync(GuestIo io)
    {
        while (true)
            try
            {
                await driver.StartAsync(io, this);
                HasStarted = true;
                await GoOnAsync(io);
            }
            catch (MachineCheckException)
            {
                driver.TakeMachineCheck();
            }
    }

    void IFrameEvents.Sent(uint tag, int byteCount) => Sent++;

    void IFrameEvents.Received(ReadOnlySpan<byte> frame)
    {
        if (CanaryFrame.NumberOf(frame, driver.StationAddress.Span, CanaryFrame.PeerAddress, Canary.MarkOf(guest, CanaryKind.Received)) is { } number)
        {
            Received++;
            if (number <= lastReceived)
                run.Oracle.Add(new Finding(FindingKind.Frame, run.Oracle.NameOf(guest), "", 0, $"frame {number} came to {run.Oracle.NameOf(guest)} twice or out of order"));
            lastReceived = number;
            return;
        }
        run.Oracle.Scan(frame, FindingKind.Read, guest);
        if (frame.Length >= CanaryFrame.LeastBytes && frame[..6].SequenceEqual(driver.StationAddress.Span) && frame.Slice(6, 6).SequenceEqual(CanaryFrame.PeerAddress))
            run.Oracle.Add(new Finding(FindingKind.Frame, run.Oracle.NameOf(guest), "", 0, $"a frame of {frame.Length} bytes came to {run.Oracle.NameOf(guest)} damaged"));
    }

    private async Task GoOnAsync(GuestIo io)
    {
        var nextNs = io.NowNs;
        while (true)
        {
            if (driver.HasRoom && io.NowNs >= nextNs)
            {
                nextNs = io.NowNs + EveryNs;
                var length = LeastBytes + next * 34 % (MostBytes - LeastBytes) & ~1;
                CanaryFrame.Write(buffer.AsSpan(0, length), CanaryFrame.PeerAddress, driver.StationAddress.Span, Canary.MarkOf(guest, CanaryKind.Sent), next);
                await driver.SendAsync(buffer.AsMemory(0, length), next++);
            }
            await driver.ServeAsync(nextNs);
        }
    }
}
