using Dmm.Modeling.Model;
using Passthrough.Devices;

namespace Vpio.Tests.Architecture;

/// <summary>A type is public only if somebody outside its library needs it: every public type is a promise.</summary>
public class PublicTypeTests
{
    private static readonly string Dmm = typeof(DeviceModel).Assembly.Location, Passthrough = typeof(IPhysicalNic).Assembly.Location,
        Tool = typeof(Program).Assembly.Location;

    /// <summary>What a user of the package needs though nothing here uses it from outside.</summary>
    private static readonly string[] DmmEntries =
    [
        "Dmm.Hooking.HookDerivation", // which accesses a monitor of one's own has to hook
        "Dmm.Memory.ArrayMemory", // memory of a guest in an array
        "Dmm.Modeling.DiagnosticCodes", // constants leave no trace in the code that uses them
        "Dmm.StatelessMachines.StatelessDevice", // a model as machines of the library Stateless
    ];

    private static readonly string[] PassthroughEntries =
    [
        "Passthrough.Costs.CostIds", "Passthrough.Scenarios.ScenarioCodes", "Passthrough.Guests.Kvm.ChipsetPorts", // constants
        "Passthrough.Devices.Qemu.QemuNic", "Passthrough.Devices.Simulated.SimulatedNe2000", // devices,
        "Passthrough.Guests.Kvm.KvmGuest", "Passthrough.Guests.Scripted.ScriptedGuest", // guests,
        "Passthrough.Multiplexing.Turns.FairScheduler", // and who gets the device: for a bench without a scenario
    ];

    [Fact]
    public void NoTypeOfDmmIsPublicWithoutNeed() => AssertNone(PublicTypes.Needless(Dmm, [Passthrough, Tool], DmmEntries));

    [Fact]
    public void NoTypeOfPassthroughIsPublicWithoutNeed() => AssertNone(PublicTypes.Needless(Passthrough, [Tool], PassthroughEntries));

    [Fact]
    public void ATypeThatNobodyNeedsIsFound() => // nothing of the tool uses the devices by name
        Assert.Contains("Passthrough.Devices.Qemu.QemuNic", PublicTypes.Needless(Passthrough, [Tool], []));

    private static void AssertNone(IReadOnlyList<string> needless) =>
        Assert.True(needless.Count == 0, "make internal: " + string.Join(' ', needless));
}
