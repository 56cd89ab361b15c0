using Passthrough.Tests.Qemu;
using Xunit.Abstractions;

namespace Isolation.Tests;

/// <summary>Attacks of every kind, each with the control that leaves out only its trick: nobody gets, loses or has changed a byte.</summary>
public class CaseTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> OnSimulated => CaseFiles.On("simulated");

    public static TheoryData<string, string> OnQemu => CaseFiles.On("qemu");

    [Theory]
    [MemberData(nameof(OnSimulated))]
    public void NothingPassesBetweenGuests(string file, string name) => Play(file, name, "simulated");

    [QemuTheory]
    [MemberData(nameof(OnQemu))]
    public void NothingPassesBetweenGuestsOnQemu(string file, string name) => Play(file, name, "qemu");

    private void Play(string file, string name, string device)
    {
        var each = CaseFiles.Find(file, name);
        var control = CaseFiles.Play(each, device, control: true);
        var attack = CaseFiles.Play(each, device, control: false);
        foreach (var (what, outcome) in new[] { ("control", control), ("attack", attack) })
        {
            output.WriteLine($"{what}: {outcome.Denied} denied; {outcome.StepsDone} steps{(outcome.IsDone ? "" : ", not to the end")}; {outcome.Problem}");
            foreach (var line in outcome.Findings.Select(finding => $"FOUND {finding}").Concat(outcome.Incidents.Take(5)))
                output.WriteLine("  " + line);
        }
        Assert.True(control.Findings.Count == 0, $"the control: {string.Join("; ", control.Findings)}");
        Assert.True(control.IsDone, $"the control does not come to its end, but to step {control.StepsDone}: {string.Join("; ", control.Incidents)}");
        Assert.True(attack.Findings.Count == 0, string.Join("; ", attack.Findings));
    }
}
