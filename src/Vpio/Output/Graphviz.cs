using System.ComponentModel;
using System.Diagnostics;
using Vpio.Outcomes;

namespace Vpio.Output;

/// <summary>Draws with Graphviz's <c>dot</c>, if it is there.</summary>
internal static class Graphviz
{
    private const int LongestMs = 60_000;

    /// <summary>Why it cannot be used, and what to do; null when it can.</summary>
    public static string? Missing()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var program = OperatingSystem.IsWindows() ? "dot.exe" : "dot";
        return Array.Exists(folders, folder => File.Exists(Path.Combine(folder, program)))
            ? null
            : "Graphviz 'dot' was not found on PATH; install it: apt-get install graphviz (brew install graphviz, winget install graphviz), or use --format dot or mermaid";
    }

    /// <summary>Draws a graph as SVG.</summary>
    public static string Draw(string dot)
    {
        if (Missing() is { } why)
            throw new InputException(why);
        try
        {
            using var process = Process.Start(new ProcessStartInfo("dot", ["-Tsvg"])
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var svg = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(dot);
            process.StandardInput.Close();
            if (!process.WaitForExit(LongestMs))
            {
                process.Kill();
                throw new InputException($"Graphviz 'dot' did not end within {LongestMs / 1000} s: draw one machine with --machine, or use --format dot");
            }
            return process.ExitCode == 0 ? svg.Result : throw new InputException($"Graphviz 'dot' failed: {errors.Result.Trim()}");
        }
        catch (Exception fault) when (fault is Win32Exception or IOException)
        {
            throw new InputException($"Graphviz 'dot' could not be used: {fault.Message}; use --format dot or mermaid");
        }
    }
}
