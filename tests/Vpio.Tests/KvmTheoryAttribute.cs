namespace Vpio.Tests;

/// <summary>A theory about guests that KVM runs. Where KVM cannot be used it cannot be found out, and says what to do.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KvmTheoryAttribute : TheoryAttribute
{
    private static readonly Lazy<string?> Problem = new(() =>
    {
        try
        {
            using var kvm = File.OpenHandle("/dev/kvm", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"/dev/kvm cannot be opened: {exception.Message}; load kvm_intel or kvm_amd, or run as a user who may";
        }
    });

    public KvmTheoryAttribute() => Skip = Problem.Value;
}
