namespace Vpio.Output;

/// <summary>Reports on the calling thread; the framework's own would queue reports, which then lag behind the work.</summary>
internal sealed class DirectProgress(Action<long> report) : IProgress<long>
{
    public void Report(long value) => report(value);
}
