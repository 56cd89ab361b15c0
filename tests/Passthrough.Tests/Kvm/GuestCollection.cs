namespace Passthrough.Tests.Kvm;

/// <summary>Tests that run guests of KVM come one after the other: one of them counts what all guests of this process hold.</summary>
internal static class GuestCollection
{
    public const string Name = "guests of KVM";
}
