using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Dmm.Shadowing;

/// <summary>The areas of a guest's receive list that were given and not filled yet, in their order, as they were judged.</summary>
/// <remarks>The device does not see them: the monitor fills them. A list that goes on past what was given last is walked from there, so that the last comes again.</remarks>
internal sealed class GivenAreas(DescriptorInfo structure)
{
    private readonly byte[] entries = new byte[2 * structure.Bound * structure.EntrySize];
    private readonly ulong[] origins = new ulong[2 * structure.Bound];
    private readonly HashSet<ulong> waiting = new(2 * structure.Bound);
    private ulong? last;
    private int oldest, count;

    /// <summary>The area that is filled next; nothing if none is.</summary>
    /// <param name="origin">Where the guest has it.</param>
    public ReadOnlySpan<byte> Next(out ulong origin)
    {
        origin = origins[oldest];
        return count == 0 ? default : EntryAt(oldest);
    }

    /// <summary>The next area was filled.</summary>
    public void Pass()
    {
        waiting.Remove(origins[oldest]);
        (oldest, count) = ((oldest + 1) % origins.Length, count - 1);
    }

    /// <summary>Whether there is room for what was walked.</summary>
    public bool Fits(DescriptorWalk walk) => walk.Count == 0 || walk.AddressOf(0) != last || count + walk.Count <= origins.Length;

    /// <summary>Takes what was walked: a list that begins elsewhere than the last one ended is another one. An area that says that it is filled is the guest's.</summary>
    public void Publish(DescriptorWalk walk)
    {
        if (walk.Count == 0)
            return;
        var goesOn = walk.AddressOf(0) == last;
        if (!goesOn)
            Forget();
        for (var number = 0; number < walk.Count; number++)
        {
            var newest = (oldest + count + origins.Length - 1) % origins.Length;
            if (count > 0 && origins[newest] == walk.AddressOf(number))
                walk.EntryAt(number).CopyTo(EntryAt(newest)); // perhaps it is the last no more
            else if (IsDone(walk.EntryAt(number)) && (number > 0 || !goesOn))
                break;
            else if (!IsDone(walk.EntryAt(number)) && !TryAdd(walk, number))
                break;
        }
        last = walk.AddressOf(walk.Count - 1);
    }

    /// <summary>Nothing is given.</summary>
    public void Forget()
    {
        (oldest, count, last) = (0, 0, null);
        waiting.Clear();
    }

    /// <summary>False of an area that waits already: the list leads back there.</summary>
    private bool TryAdd(DescriptorWalk walk, int number)
    {
        if (count == origins.Length || !waiting.Add(walk.AddressOf(number)))
            return false;
        var at = (oldest + count++) % origins.Length;
        origins[at] = walk.AddressOf(number);
        walk.EntryAt(number).CopyTo(EntryAt(at));
        return true;
    }

    private bool IsDone(ReadOnlySpan<byte> entry) => (entry[structure.Done!.At + structure.Done.Shift / 8] >> structure.Done.Shift % 8 & 1) != 0;

    private Span<byte> EntryAt(int number) => entries.AsSpan(number * structure.EntrySize, structure.EntrySize);
}
