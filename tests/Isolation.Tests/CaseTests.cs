using Passthrough.Tests.Qemu;
using Xunit.Abstractions;

namespace Isolation.Tests;

/// <summary>Attacks of every kind, each with the control that leaves out only its trick: nobody gets, loses or has changed a byte.</summary>
public class CaseTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> OnSimulated => CaseFiles.On("simulated");

    [Theory]
    [MemberData(nameof(OnSimulated))]
    public void NothingPassesBetweenGuests(string file, string name) => CasePlay.Assert(file, name, "simulated", output);
}

/// <summary>Those on QEMU's NICs with memory of their own; a class of its own, so that it runs beside the others, for QEMU has it wait.</summary>
public class QemuCardCaseTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> Cases => CaseFiles.On("qemu", model => model == "ne2k");

    [QemuTheory]
    [Trait("Kind", "long")]
    [MemberData(nameof(Cases))]
    public void NothingPassesBetweenGuestsOnQemu(string file, string name) => CasePlay.Assert(file, name, "qemu", output);
}

/// <summary>Those on QEMU's NICs that reach memory of guests.</summary>
public class QemuDmaCaseTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> Cases => CaseFiles.On("qemu", model => model != "ne2k");

    [QemuTheory]
    [Trait("Kind", "long")]
    [MemberData(nameof(Cases))]
    public void NothingPassesBetweenGuestsOnQemu(string file, string name) => CasePlay.Assert(file, name, "qemu", output);
}
