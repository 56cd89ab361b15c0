using Passthrough.Guests.Kvm;

namespace Passthrough.Tests.Kvm;

/// <summary>A fact about a guest that KVM runs. Where KVM cannot be used it cannot be found out, and says what to do.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KvmFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Problem = new(() =>
    {
        using var kvm = KvmDevice.TryOpen("/dev/kvm", out var problem);
        return problem;
    });

    public KvmFactAttribute() => Skip = Problem.Value;
}
