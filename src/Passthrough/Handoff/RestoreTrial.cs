using Dmm.Analysis.Trying;
using Dmm.Monitoring;

namespace Passthrough.Handoff;

/// <summary>Shows what a hand-off would tell a device to give it back to a guest, on a device that does nothing.</summary>
/// <remarks>What selects a bank or an index on the way to a register is left out: only the registers of the context and of its procedures are told.</remarks>
public sealed class RestoreTrial : IRestoring
{
    /// <inheritdoc/>
    public IReadOnlyList<RestoredStep> Restore(DeviceMonitor monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        var model = monitor.Tables.Model;
        var steps = new List<RestoredStep>();
        using var nic = new BlankNic(steps);
        var port = new RegisterPort(model, nic) { Told = (register, value) => steps.Add(new RestoredStep(register.Name, value)) };
        var saved = new SavedContext(model);
        monitor.State.Words.CopyTo(saved.Words);
        new ContextRestorer(model, port, new ProcedureRun(model, port), (register, words) => words[register.Word]).Restore(saved);
        return steps;
    }
}
