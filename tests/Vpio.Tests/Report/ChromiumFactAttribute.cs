namespace Vpio.Tests.Report;

/// <summary>A fact about a page in a browser. Where Chromium is missing the test is skipped and says what to install.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Chromium.Program is null)
            Skip = "Chromium was not found on PATH; install it: apt-get install chromium";
    }
}
