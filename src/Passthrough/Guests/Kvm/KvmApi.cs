namespace Passthrough.Guests.Kvm;

/// <summary>The requests of /dev/kvm and the numbers that go with them (Linux: include/uapi/linux/kvm.h, for x86-64).</summary>
internal static class KvmApi
{
    public const int Version = 12;

    // To /dev/kvm.
    public const nuint GetApiVersion = 0xae00, CreateVm = 0xae01, CheckExtension = 0xae03, GetRunPageBytes = 0xae04;

    // To a virtual machine.
    public const uint ReadOnlyMemory = 2;
    public const nuint CreateVcpu = 0xae41, SetMemory = 0x4020ae46, SetTssAddress = 0xae47, SetIdentityMapAddress = 0x4008ae48;

    // To a virtual processor.
    public const nuint Run = 0xae80, Interrupt = 0x4004ae86;
    public const nuint GetStatistics = 0xaece;
    public const nuint GetRegisters = 0x8090ae81, SetRegisters = 0x4090ae82, GetSegments = 0x8138ae83, SetSegments = 0x4138ae84;

    // Extensions.
    public const int HasSetTssAddress = 4, HasSetIdentityMapAddress = 37, HasImmediateExit = 136;
}
