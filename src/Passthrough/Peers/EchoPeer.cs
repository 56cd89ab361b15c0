using System.Diagnostics.CodeAnalysis;

namespace Passthrough.Peers;

/// <summary>A station that answers requests of the test traffic and keeps account of each stream: what came once, whole and in order.</summary>
/// <remarks>
/// It answers whatever comes whole, even twice, for it is a witness and not a filter. Who asks a group is answered to the group, as where
/// members talk among themselves; who asks everybody, or the peer, at the address that asked. Anybody can send to it, so its queue is
/// bounded; a tally is kept for each of 65,536 streams at most. Every reply is as late as every other, so they leave in the order
/// of their requests.
/// </remarks>
public sealed class EchoPeer : IPeer
{
    private readonly EchoPeerOptions options;
    private readonly byte[] address;
    private readonly AnnouncementSchedule[] announcements;
    private readonly Queue<(long DueNs, byte[] Frame)> replies = new();
    private readonly SortedDictionary<ushort, StreamOrder> streams = [];

    /// <summary>A peer that has heard nothing yet.</summary>
    /// <exception cref="ArgumentException">The options make no sense; <see cref="EchoPeerOptions.Problem"/> says why.</exception>
    public EchoPeer(EchoPeerOptions? options = null)
    {
        this.options = options ?? new EchoPeerOptions();
        if (this.options.Problem is { } problem)
            throw new ArgumentException(problem, nameof(options));
        address = [.. this.options.Address];
        announcements = [.. this.options.Announcements.Select(each => new AnnouncementSchedule(each, address))];
    }

    /// <inheritdoc/>
    public long NextNs => Math.Min(replies.TryPeek(out var first) ? first.DueNs : long.MaxValue, NextAnnouncement()?.NextNs ?? long.MaxValue);

    /// <summary>Damaged frames of streams that nothing whole came of; it cannot be told whose they are.</summary>
    public long DamagedFrames { get; private set; }

    /// <summary>Replies that were not sent because too many waited.</summary>
    public long DroppedReplies { get; private set; }

    /// <summary>The streams of which something came whole, in the order of their numbers.</summary>
    public IReadOnlyCollection<ushort> Streams => streams.Keys;

    /// <summary>What came of a stream.</summary>
    public StreamTally TallyOf(ushort stream) => streams.TryGetValue(stream, out var order) ? order.Tally : default;

    /// <inheritdoc/>
    public void Receive(ReadOnlySpan<byte> frame, long nowNs)
    {
        if (frame.Length < WorkloadFrame.AddressBytes || !IsForUs(frame[..WorkloadFrame.AddressBytes]))
            return;
        switch (WorkloadFrame.Parse(frame, out var request))
        {
            case WorkloadFrameState.Whole:
                Take(request);
                Reply(request, ReplyTo(frame), nowNs);
                break;
            case WorkloadFrameState.Damaged when streams.TryGetValue(request.Stream, out var order):
                order.Damage();
                break;
            case WorkloadFrameState.Damaged:
                DamagedFrames++;
                break;
        }
    }

    /// <inheritdoc/>
    public bool TrySend(long nowNs, [NotNullWhen(true)] out byte[]? frame)
    {
        frame = null;
        if (replies.TryPeek(out var first) && first.DueNs <= nowNs)
            frame = replies.Dequeue().Frame;
        else if (NextAnnouncement() is { } announcement && announcement.NextNs <= nowNs)
            frame = announcement.Next();
        return frame is not null;
    }

    private bool IsForUs(ReadOnlySpan<byte> destination) => (destination[0] & 1) != 0 || destination.SequenceEqual(address);

    private static ReadOnlySpan<byte> ReplyTo(ReadOnlySpan<byte> request)
    {
        var destination = request[..WorkloadFrame.AddressBytes];
        return WorkloadFrame.IsGroup(destination) ? destination : request.Slice(WorkloadFrame.AddressBytes, WorkloadFrame.AddressBytes);
    }

    private void Take(WorkloadFrame request)
    {
        if (!streams.TryGetValue(request.Stream, out var order))
            streams.Add(request.Stream, order = new StreamOrder());
        order.Take(request.Sequence);
    }

    private void Reply(WorkloadFrame request, ReadOnlySpan<byte> to, long nowNs)
    {
        var dueNs = nowNs > long.MaxValue - options.LatencyNs ? long.MaxValue : nowNs + options.LatencyNs;
        for (var index = 1; index <= request.Replies; index++)
        {
            if (replies.Count >= options.MostWaiting)
            {
                DroppedReplies += request.Replies - index + 1;
                return;
            }
            var reply = request with { Replies = (ushort)index, DataBytes = options.ReplyDataBytes ?? request.DataBytes };
            var bytes = new byte[reply.FrameBytes];
            reply.Write(bytes, to, address);
            replies.Enqueue((dueNs, bytes));
        }
    }

    private AnnouncementSchedule? NextAnnouncement()
    {
        AnnouncementSchedule? earliest = null;
        foreach (var each in announcements)
            if (earliest is null || each.NextNs < earliest.NextNs)
                earliest = each;
        return earliest is { NextNs: < long.MaxValue } ? earliest : null;
    }
}
