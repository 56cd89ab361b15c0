namespace Passthrough.Peers;

/// <summary>When which frame of an announcement is due.</summary>
internal sealed class AnnouncementSchedule(Announcement announcement, byte[] source)
{
    private readonly byte[] destination = [.. announcement.Destination];
    private long burstsLeft = announcement.Bursts;
    private int framesLeft = announcement.Burst;
    private uint sequence;

    /// <summary>When the next frame is due; <see cref="long.MaxValue"/> if none is left.</summary>
    public long NextNs { get; private set; } = announcement.Bursts > 0 ? announcement.FirstNs : long.MaxValue;

    /// <summary>Makes the frame that is due.</summary>
    public byte[] Next()
    {
        var frame = new WorkloadFrame(Announcement.Stream, sequence++, Replies: 1, announcement.DataBytes);
        var bytes = new byte[frame.FrameBytes];
        frame.Write(bytes, destination, source);
        if (--framesLeft == 0)
            GoToNextBurst();
        return bytes;
    }

    private void GoToNextBurst()
    {
        framesLeft = announcement.Burst;
        burstsLeft--;
        NextNs = burstsLeft > 0 && NextNs <= long.MaxValue - announcement.EveryNs ? NextNs + announcement.EveryNs : long.MaxValue;
    }
}
