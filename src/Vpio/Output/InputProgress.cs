using Spectre.Console;

namespace Vpio.Output;

/// <summary>A progress bar with the rate, on standard error and only where a person sees it.</summary>
internal static class InputProgress
{
    /// <summary>Shorter inputs are done before a bar could be read.</summary>
    private const long MinBytes = 4 << 20;

    /// <summary>Does the work, and shows how far it is in a stream.</summary>
    /// <param name="stream">The input; its length and position are shown when it has them.</param>
    /// <param name="label">What is being done.</param>
    /// <param name="work">The work; it reports the number of events so far.</param>
    public static T Show<T>(Stream stream, string label, Func<IProgress<long>?, T> work)
    {
        if (Console.IsErrorRedirected || !stream.CanSeek || stream.Length < MinBytes)
            return work(null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(label), maxValue: stream.Length);
                var started = Environment.TickCount64;
                return work(new DirectProgress(events =>
                {
                    task.Value = stream.Position;
                    var rate = events * 1000 / Math.Max(1, Environment.TickCount64 - started);
                    task.Description = Markup.Escape($"{label}  {Figures.Count(rate)} events/s");
                }));
            });
    }
}
