using System.Buffers.Binary;
using Dmm.Memory;
using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Tests.Attacks;

/// <summary>Runs a case of an attack; a failure names the file and the line.</summary>
/// <param name="script">The file with the case.</param>
/// <param name="start">Makes the monitor of a guest that has a memory.</param>
/// <param name="judge">Gives an access of the line that is named to a monitor; to the monitor alone when left out.</param>
internal sealed class AttackRunner(AttackScript script, Func<IGuestMemory, DeviceMonitor> start, Func<DeviceMonitor, TraceEvent, string, Verdict>? judge = null)
{
    public void Run(string name)
    {
        var memory = new ArrayMemory(new byte[script.Windows.Sum(window => (long)window.Size)], script.Windows);
        var monitor = start(memory);
        var steps = script.Steps(name);
        for (var i = 0; i < steps.Count; i++)
            switch (steps[i].Kind)
            {
                case AttackStepKind.Memory:
                    Assert.True(memory.TryWrite(steps[i].At, Bytes(steps[i])), $"{steps[i].Place}: this is not the guest's memory");
                    break;
                case AttackStepKind.Write or AttackStepKind.Read:
                    var next = i + 1 < steps.Count ? steps[i + 1] : null;
                    Judge(monitor, steps[i], next?.Kind == AttackStepKind.ExpectDenied ? next.Checks! : []);
                    break;
            }
    }

    private void Judge(DeviceMonitor monitor, AttackStep step, IReadOnlyList<string> expected)
    {
        var region = monitor.Tables.Model.Regions.Single(region => region.Name == step.Region).Number;
        var access = new TraceEvent(step.Kind == AttackStepKind.Write ? TraceEventKind.Write : TraceEventKind.Read, region, step.Size, (uint)step.At, step.Value);
        var verdict = judge?.Invoke(monitor, access, step.Place) ?? monitor.Access(access);
        IReadOnlyList<string> failed = verdict.Denial switch
        {
            DenialKind.None => [],
            DenialKind.Check => [.. monitor.LastDenied.Explain(verdict).Select(failure => failure.Name)],
            DenialKind.Unlisted => ["unlisted"],
            _ => ["size"],
        };
        Assert.True(expected.Order(StringComparer.Ordinal).SequenceEqual(failed.Order(StringComparer.Ordinal)),
            $"{step.Place}: {(failed.Count == 0 ? "allowed" : $"denied by {string.Join(", ", failed)}: {string.Join("; ", monitor.LastDenied.Explain(verdict))}")}, "
            + $"but {(expected.Count == 0 ? "to be allowed" : $"to be denied by {string.Join(", ", expected)}")}");
    }

    private static byte[] Bytes(AttackStep step)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, step.Value);
        return bytes[..step.Size];
    }
}
