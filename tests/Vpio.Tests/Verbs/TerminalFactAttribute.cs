namespace Vpio.Tests.Verbs;

/// <summary>A fact about what is seen on a terminal. Where nothing makes one the test is skipped and says what to install.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "script"))))
            Skip = "'script' of util-linux, which makes a terminal, was not found on PATH; install it: apt-get install bsdutils";
    }
}
