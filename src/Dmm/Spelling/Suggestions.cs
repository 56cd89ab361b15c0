namespace Dmm.Spelling;

/// <summary>
/// 'Did you mean ...': the nearest of the names that could have been written. The distance counts characters that are missing, added, other
/// or exchanged with their neighbour, so that <c>TPX</c> is one step from <c>TXP</c>; case does not count.
/// </summary>
public static class Suggestions
{
    /// <summary>Nobody misspells a longer word in a way that this could mend, and the work grows with the square.</summary>
    private const int LongestWord = 64;

    /// <summary>The nearest candidate, or null if none is near: at most 2 steps or a third of the word, and less than half of it.</summary>
    public static string? Find(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > LongestWord)
            return null;
        string? best = null;
        var bestDistance = Math.Max(2, word.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (candidate.Length > LongestWord || Math.Abs(candidate.Length - word.Length) >= bestDistance)
                continue;
            var distance = Distance(word, candidate);
            if (distance < bestDistance && (2 * distance < Math.Max(word.Length, candidate.Length) || IsReversed(word, candidate)))
                (best, bestDistance) = (candidate, distance);
        }
        return best;
    }

    /// <summary>The optimal string alignment distance, row by row.</summary>
    private static int Distance(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        var row = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = last[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
            (beforeLast, last, row) = (last, row, beforeLast);
        }
        return last[b.Length];
    }

    // The one slip that changes half of a word and still is one: io for oi.
    private static bool IsReversed(string a, string b) => a.Length == 2 && b.Length == 2 && Same(a[0], b[1]) && Same(a[1], b[0]);

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
