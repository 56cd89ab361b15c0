namespace Vpio.Tests.Architecture.Samples.Cellar;

/// <summary>Is used from another room.</summary>
internal static class Fuse
{
    public static int Count() => 1;
}
