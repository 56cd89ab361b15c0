namespace Vpio.Testing;

/// <summary>Whether the long form of a test is asked for. Compiled into each test project that has such tests.</summary>
/// <remarks>
/// The default run takes a part of the same work: the beginnings of recordings, fewer random cases, attacks without their controls. The whole is run with
/// <c>VPIO_LONG=1 dotnet test --filter Kind=long</c>, as <c>.ci/run</c> does.
/// </remarks>
internal static class LongRun
{
    /// <summary>Whether it is.</summary>
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("VPIO_LONG") is not null;

    /// <summary>How much of something is done.</summary>
    public static long Of(long usually, long atLength) => IsAsked ? atLength : usually;
}
