namespace Vpio.Bench;

/// <summary>Says how many bytes one run of a benchmark's method reads.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InputBytesAttribute(long bytes) : Attribute
{
    public long Bytes => bytes;
}
