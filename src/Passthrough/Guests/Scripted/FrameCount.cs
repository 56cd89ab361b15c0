namespace Passthrough.Guests.Scripted;

/// <summary>Counts frames for what a driver does now and then.</summary>
internal static class FrameCount
{
    /// <summary>Counts one frame.</summary>
    /// <param name="frames">Frames since the last time.</param>
    /// <param name="every">After how many frames it is time; 0 for never.</param>
    /// <returns>Whether it is time, and counting begins again.</returns>
    public static bool IsDue(ref int frames, int every)
    {
        if (every == 0 || ++frames < every)
            return false;
        frames = 0;
        return true;
    }
}
