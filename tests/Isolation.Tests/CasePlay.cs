using Passthrough.Verification.Isolation;
using Xunit.Abstractions;

namespace Isolation.Tests;

/// <summary>Plays a case and its control, and says what came of them.</summary>
/// <remarks>Starting QEMU takes most of the time of a case there, so a default run leaves out the control; a long run shows that the attack comes to where it attacks.</remarks>
internal static class CasePlay
{
    public static void Assert(string file, string name, string device, ITestOutputHelper output)
    {
        var each = CaseFiles.Find(file, name);
        var attack = CaseFiles.Play(each, device, control: false);
        Write("attack", attack);
        Xunit.Assert.True(attack.Findings.Count == 0, string.Join("; ", attack.Findings));
        if (device != "simulated" && !LongRun.IsAsked)
            return;
        var control = CaseFiles.Play(each, device, control: true);
        Write("control", control);
        Xunit.Assert.True(control.Findings.Count == 0, $"the control: {string.Join("; ", control.Findings)}");
        Xunit.Assert.True(control.IsDone, $"the control does not come to its end, but to step {control.StepsDone}: {string.Join("; ", control.Incidents)}");

        void Write(string what, CaseOutcome outcome)
        {
            output.WriteLine($"{what}: {outcome.Denied} denied; {outcome.StepsDone} steps{(outcome.IsDone ? "" : ", not to the end")}; {outcome.Problem}");
            foreach (var line in outcome.Findings.Select(finding => $"FOUND {finding}").Concat(outcome.Incidents.Take(5)))
                output.WriteLine("  " + line);
        }
    }
}
