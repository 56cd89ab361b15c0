using System.CommandLine;
using Vpio.Corpora;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio replay</c> with more than one recording.</summary>
internal static class CorpusReplay
{
    private const int Named = 5;

    /// <summary>The option <c>--parquet</c>.</summary>
    public static Option<string?> ParquetOption() => new("--parquet") { Description = "Also write recordings.parquet and findings.parquet into this folder; docs/corpora.md lists their columns.", HelpName = "DIR" };

    /// <summary>Plays the recordings and prints what came of them.</summary>
    /// <param name="names">Files, folders and patterns.</param>
    /// <param name="play">How a recording is played.</param>
    /// <param name="shard">Which of them are played.</param>
    /// <param name="json">Whether lines of JSON are wanted.</param>
    /// <param name="parquet">The folder for Parquet files; null for none.</param>
    public static int Run(IReadOnlyCollection<string> names, CorpusPlay play, Shard shard, bool json, string? parquet)
    {
        var set = RecordingSet.Of(names);
        var paths = shard.Take(set.Paths).ToList();
        var output = new CorpusOutput(json, parquet is null ? null : new CorpusTables(parquet));
        if (set.Others.Count > 0)
            Console.Error.WriteLine($"vpio: {Figures.Count(set.Others.Count)} files there are no recordings: {string.Join(", ", set.Others.Take(Named))}{(set.Others.Count > Named ? ", ..." : "")}");
        using var interruption = new Interruption();
        var played = 0;
        WorkProgress.Show("recordings", paths.Count, progress =>
        {
            foreach (var line in play.Play(paths, Environment.ProcessorCount, interruption.Token))
            {
                output.Add(line);
                progress?.Report(++played);
            }
            return true;
        });
        if (interruption.Token.IsCancellationRequested && played < paths.Count)
        {
            if (!json)
                output.End(shard); // lines of JSON end without their last, so that nobody takes them for the whole
            throw new InputException($"interrupted: {Figures.Count(played)} of {Figures.Count(paths.Count)} recordings were played");
        }
        return output.End(shard);
    }
}
