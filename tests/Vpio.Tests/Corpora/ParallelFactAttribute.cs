namespace Vpio.Tests.Corpora;

/// <summary>A fact about parts that are processes, started by GNU parallel. Where it is missing the test is skipped and says what to install.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ParallelFactAttribute : FactAttribute
{
    public ParallelFactAttribute() => Skip = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "parallel"))) ? null
        : "GNU parallel is not installed: on Debian and Ubuntu, apt-get install -y parallel";
}
