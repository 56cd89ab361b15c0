namespace Dmm.Replaying.Timeline;

/// <summary>Adds up amounts over time, in a fixed number of bins that grow wider as a recording goes on.</summary>
/// <remarks>How long a recording is is known only at its end. When the bins are full, each two become one of twice the width; so memory is bounded.</remarks>
/// <param name="channels">What is distinguished in a bin.</param>
public sealed class TimeBins(int channels)
{
    /// <summary>How many bins there are at most; more than any screen has columns.</summary>
    public const int Most = 4096;

    private readonly long[] amounts = new long[Most * channels];

    /// <summary>Channels of a bin.</summary>
    public int Channels => channels;

    /// <summary>Microseconds of a bin.</summary>
    public long WidthUs { get; private set; } = 1;

    /// <summary>Bins in use.</summary>
    public int Count { get; private set; }

    /// <summary>What was added to a bin.</summary>
    public long this[int bin, int channel] => amounts[bin * channels + channel];

    /// <summary>Counts something at a moment.</summary>
    public void Add(int channel, long atUs)
    {
        Fit(atUs);
        amounts[atUs / WidthUs * channels + channel]++;
    }

    /// <summary>Adds the microseconds of a stretch to the bins that it lies in.</summary>
    public void Add(int channel, long fromUs, long toUs)
    {
        if (toUs <= fromUs)
            return;
        Fit(toUs - 1);
        for (var bin = fromUs / WidthUs; bin * WidthUs < toUs; bin++)
            amounts[bin * channels + channel] += Math.Min(toUs, (bin + 1) * WidthUs) - Math.Max(fromUs, bin * WidthUs);
    }

    private void Fit(long atUs)
    {
        while (atUs / WidthUs >= Most)
            Halve();
        Count = Math.Max(Count, (int)(atUs / WidthUs) + 1);
    }

    private void Halve()
    {
        for (var bin = 0; bin < Most / 2; bin++)
            for (var channel = 0; channel < channels; channel++)
                amounts[bin * channels + channel] = amounts[2 * bin * channels + channel] + amounts[(2 * bin + 1) * channels + channel];
        Array.Clear(amounts, Most / 2 * channels, Most / 2 * channels);
        WidthUs *= 2;
        Count = (Count + 1) / 2;
    }
}
