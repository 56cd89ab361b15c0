using Spectre.Console;

namespace Vpio.Output;

/// <summary>A progress bar over a known number of steps, on standard error and only where a person sees it.</summary>
internal static class WorkProgress
{
    /// <summary>Does the work, and shows how much of it is done.</summary>
    /// <param name="label">What is being done.</param>
    /// <param name="steps">How many steps there are at most.</param>
    /// <param name="work">The work; it reports the number of steps so far, from any thread.</param>
    public static T Show<T>(string label, long steps, Func<IProgress<long>?, T> work)
    {
        if (Console.IsErrorRedirected)
            return work(null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Direct(context.AddTask(Markup.Escape(label), maxValue: Math.Max(1, steps)))));
    }

    /// <summary>Reports on the calling thread; of several threads the one that is furthest counts.</summary>
    private sealed class Direct(ProgressTask task) : IProgress<long>
    {
        private readonly Lock oneAtATime = new();

        public void Report(long value)
        {
            lock (oneAtATime)
                task.Value = Math.Max(task.Value, value);
        }
    }
}
