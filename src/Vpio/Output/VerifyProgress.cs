using Spectre.Console;

namespace Vpio.Output;

/// <summary>A progress bar that counts, on standard error and only where a person sees it.</summary>
internal static class VerifyProgress
{
    /// <summary>Does the work, and shows how much of it is done.</summary>
    public static void Show(string label, long total, Action<IProgress<long>?> work)
    {
        if (Console.IsErrorRedirected)
        {
            work(null);
            return;
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(label), maxValue: total);
                work(new DirectProgress(done => task.Value = done));
            });
    }
}
