using Vpio.Tests.Architecture.Samples.Cellar;

namespace Vpio.Tests.Architecture.Samples.Attic;

/// <summary>Uses a type of another room where only a look into bodies finds it.</summary>
internal static class Lamp
{
    public static Func<Task<int>> Light { get; } = async () =>
    {
        await Task.Yield();
        return Fuse.Count();
    };
}
