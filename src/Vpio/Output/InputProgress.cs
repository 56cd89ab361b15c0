using Spectre.Console;

namespace Vpio.Output;

/// <summary>A progress bar with the rate, on standard error and only where a person sees it.</summary>
/// <remarks>The bar looks by itself how far the input was read, so work that reports nothing moves it too.</remarks>
internal static class InputProgress
{
    /// <summary>Shorter inputs are done before a bar could be read.</summary>
    private const long MinBytes = 4 << 20;

    private const int PeriodMs = 100;

    /// <summary>Does the work, and shows how far it is in a stream.</summary>
    /// <param name="stream">The input; its length and position are shown when it has them.</param>
    /// <param name="label">What is being done.</param>
    /// <param name="work">The work; it may report the number of events so far, for the rate.</param>
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
                context.Refresh(); // a fast machine may be done before the bar is drawn by itself
                var started = Environment.TickCount64;
                return Watched(() => task.Value = stream.Position, () => work(new DirectProgress(events =>
                {
                    var rate = events * 1000 / Math.Max(1, Environment.TickCount64 - started);
                    task.Description = Markup.Escape($"{label}  {Figures.Count(rate)} events/s");
                })));
            });
    }

    /// <summary>Does the work, looks every now and then, and has ended looking when it returns: the input may be closed then.</summary>
    private static T Watched<T>(Action look, Func<T> work)
    {
        using var ended = new ManualResetEvent(false);
        var timer = new Timer(_ => look(), null, PeriodMs, PeriodMs);
        try
        {
            return work();
        }
        finally
        {
            if (timer.Dispose(ended))
                ended.WaitOne();
        }
    }
}
