using Spectre.Console;
using Spectre.Console.Rendering;

namespace Vpio.Output;

/// <summary>Shows how a run stands, a few times a second, where a person sees it.</summary>
internal static class LiveView
{
    /// <summary>Makes a run, and shows how it stands if the output is a terminal.</summary>
    /// <param name="run">Makes the run; it calls what it is given now and then, or nothing if that is null.</param>
    /// <param name="draw">Draws how it stands; the argument is how many milliseconds ago it was drawn last.</param>
    /// <param name="periodMs">The least time from one picture to the next.</param>
    public static void Show(Action<Action?> run, Func<long, IRenderable> draw, int periodMs)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            run(null);
            return;
        }
        AnsiConsole.Live(draw(periodMs)).AutoClear(true).Start(live =>
        {
            var shownMs = Environment.TickCount64;
            run(() =>
            {
                var sinceMs = Environment.TickCount64 - shownMs;
                if (sinceMs < periodMs)
                    return;
                shownMs = Environment.TickCount64;
                live.UpdateTarget(draw(sinceMs));
            });
        });
    }
}
