using Passthrough.Guests.Scripted;
using Passthrough.Peers;

namespace Passthrough.Guests.Workloads;

/// <summary>A guest's work: sends the requests of a workload through a driver, checks every reply, and keeps the report.</summary>
/// <remarks>
/// In ping-pong (a window of 1 and one reply) it does one thing at a time: a request is sent, its end waited for and acknowledged, the
/// reply waited for and taken, and only then comes the next. What such a guest reads from its device does not depend on time, so that a
/// run with a device of its own and a run with one that is taken away now and then can be compared read by read. A driver that polls
/// reads the same but for the polls that find nothing.
/// </remarks>
internal sealed class WorkloadScript : IGuestScript, IFrameEvents
{
    private readonly ushort stream;
    private readonly IScriptedDriver driver;
    private readonly Workload workload;
    private readonly RequestWindow window;
    private readonly LengthSequence lengths;
    private readonly byte[] destination;
    private readonly byte[] buffer = new byte[WorkloadFrame.MostBytes];
    private long nextRequestNs = long.MinValue;
    private ulong lastReply; // sequence and index of the last reply, as one number; no reply has index 0
    private long sent, received, lost, damaged, outOfOrder, byteCount;

    /// <summary>The work of one guest.</summary>
    /// <param name="stream">The guest's number.</param>
    /// <param name="driver">The driver of its NIC.</param>
    /// <param name="workload">What it does.</param>
    /// <exception cref="ArgumentException">The workload makes no sense; <see cref="Workload.Problem"/> says why.</exception>
    public WorkloadScript(ushort stream, IScriptedDriver driver, Workload workload)
    {
        if (workload.Problem is { } problem)
            throw new ArgumentException(problem, nameof(workload));
        this.stream = stream;
        this.driver = driver;
        this.workload = workload;
        window = new RequestWindow(workload);
        lengths = new LengthSequence(workload.Seed, workload.LeastBytes, workload.MostBytes);
        destination = [.. workload.Destination];
    }

    /// <inheritdoc/>
    public GuestReport Report => new()
    {
        FramesSent = sent,
        FramesReceived = received,
        FramesLost = lost,
        FramesDamaged = damaged,
        FramesOutOfOrder = outOfOrder,
        Bytes = byteCount,
        Interrupts = driver.Interrupts,
        Recoveries = driver.Recoveries,
    };

    /// <summary>Frames that it received and that were meant for others, or for all.</summary>
    public long FramesOfOthers { get; private set; }

    /// <inheritdoc/>
    public async Task RunAsync(GuestIo io)
    {
        while (!await TryFinishAsync(io))
            driver.TakeMachineCheck();
    }

    void IFrameEvents.Sent(uint tag, int frameBytes)
    {
        sent++;
        byteCount += frameBytes;
        if (workload.Replies == 0)
            window.Settle(tag);
    }

    void IFrameEvents.Received(ReadOnlySpan<byte> frame)
    {
        var state = WorkloadFrame.Parse(frame, out var reply);
        if (state == WorkloadFrameState.Foreign || reply.Stream == Announcement.Stream || !(IsForUs(frame) || IsForGroup(frame)))
            FramesOfOthers++;
        else if (state != WorkloadFrameState.Whole || reply.Stream != stream && !IsForGroup(frame))
            damaged++;
        else if (reply.Stream != stream)
            FramesOfOthers++;
        else
            Take(reply, frame.Length);
    }

    private bool IsForUs(ReadOnlySpan<byte> frame) => frame[..WorkloadFrame.AddressBytes].SequenceEqual(driver.StationAddress.Span);

    /// <summary>Whether a frame is for the group that it sends to; answers to other members are for the group too.</summary>
    private bool IsForGroup(ReadOnlySpan<byte> frame) => WorkloadFrame.IsGroup(destination) && frame[..WorkloadFrame.AddressBytes].SequenceEqual(destination);

    private async ValueTask<bool> TryFinishAsync(GuestIo io)
    {
        try
        {
            await driver.StartAsync(io, this);
            while (!IsOver(io.NowNs))
                await GoOnAsync(io);
            await driver.StopAsync();
            return true;
        }
        catch (MachineCheckException)
        {
            return false;
        }
    }

    private bool IsOver(long nowNs)
    {
        lost += window.Expire(nowNs);
        return window.IsOver && driver.FramesInHand == 0;
    }

    private ValueTask GoOnAsync(GuestIo io)
    {
        var maySend = window.HasRoom && driver.HasRoom && (workload.Window > 1 || driver.FramesInHand == 0);
        if (maySend && io.NowNs >= nextRequestNs)
            return SendAsync(io);
        return driver.ServeAsync(maySend ? Math.Min(window.DeadlineNs, nextRequestNs) : window.DeadlineNs);
    }

    private ValueTask SendAsync(GuestIo io)
    {
        nextRequestNs = io.NowNs + workload.PaceNs;
        var sequence = window.Open(io.NowNs);
        var request = new WorkloadFrame(stream, sequence, workload.Replies, (ushort)(lengths.Next() - WorkloadFrame.HeaderBytes));
        var length = request.Write(buffer, destination, driver.StationAddress.Span);
        return driver.SendAsync(buffer.AsMemory(0, length), sequence);
    }

    private void Take(WorkloadFrame reply, int frameBytes)
    {
        var number = (ulong)reply.Sequence << 16 | reply.Replies;
        if (number <= lastReply)
        {
            outOfOrder++;
            return;
        }
        lastReply = number;
        if (!window.Settle(reply.Sequence))
            return; // it comes after it was counted as lost
        received++;
        byteCount += frameBytes;
    }
}
