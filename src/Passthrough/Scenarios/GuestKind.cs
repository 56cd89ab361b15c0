namespace Passthrough.Scenarios;

/// <summary>What a guest is.</summary>
public enum GuestKind
{
    /// <summary>A driver that is a coroutine of this program.</summary>
    Scripted,

    /// <summary>A virtual machine of KVM.</summary>
    Kvm,
}
