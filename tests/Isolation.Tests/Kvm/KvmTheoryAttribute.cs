using Passthrough.Tests.Kvm;

namespace Isolation.Tests.Kvm;

/// <summary>A theory about a guest that KVM runs; see <see cref="KvmFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KvmTheoryAttribute : TheoryAttribute
{
    public KvmTheoryAttribute() => Skip = new KvmFactAttribute().Skip;
}
