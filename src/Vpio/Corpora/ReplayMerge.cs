using System.Text.Json.Nodes;
using Vpio.Outcomes;

namespace Vpio.Corpora;

/// <summary>Puts the lines of all parts of a corpus into the order that one run would have printed. Only one line of each part is in memory.</summary>
internal static class ReplayMerge
{
    private static readonly string[] Same = ["tool", "modelSha256", "goals"];

    /// <summary>The lines of all recordings.</summary>
    public static IEnumerable<JsonObject> Lines(IReadOnlyList<ResultFile> files)
    {
        var parts = files.Select(file => file.Recordings().GetEnumerator()).ToList();
        try
        {
            var next = new PriorityQueue<int, string>(StringComparer.Ordinal);
            for (var i = 0; i < parts.Count; i++)
                if (parts[i].MoveNext())
                    next.Enqueue(i, parts[i].Current.Recording);
            (string Path, JsonObject Line)? first = null;
            string? last = null;
            while (next.TryDequeue(out var i, out var recording))
            {
                if (last is not null && string.CompareOrdinal(last, recording) >= 0)
                    throw new InputException(last == recording ? $"the recording '{recording}' is in two parts" : $"the lines of '{files[i].Path}' are not in order");
                var line = parts[i].Current.Line;
                if (line["provenance"] is JsonObject made)
                {
                    first ??= (files[i].Path, line);
                    foreach (var key in Same)
                        ResultSet.MustAgree(key, (first.Value.Path, (string?)first.Value.Line["provenance"]![key]), (files[i].Path, (string?)made[key]));
                    ResultSet.MustAgree("variant", (first.Value.Path, (string?)first.Value.Line["variant"]), (files[i].Path, (string?)line["variant"]));
                }
                yield return line;
                last = recording;
                if (parts[i].MoveNext())
                    next.Enqueue(i, parts[i].Current.Recording);
            }
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }
    }
}
