using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Passthrough.Verification;

/// <summary>One thing that stands against a hand-off: a machine in a state, or a condition that does not hold.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Bit">Its bit; the other part is empty.</param>
/// <param name="Allowed">Conditions that may stand beside a state: one that is not about causes of interrupts may say the same of the device, and then never fails without it.</param>
internal sealed record ControlObstacle(string Name, Reusability Bit, ulong Allowed)
{
    /// <summary>All obstacles of a model.</summary>
    public static IReadOnlyList<ControlObstacle> Of(DeviceModel model)
    {
        var allowed = 0UL;
        foreach (var condition in model.Conditions)
            if (model.Interrupt is not { } interrupt || !condition.Reads(interrupt.Cause))
                allowed |= 1UL << condition.Index;
        var states = model.Machines.SelectMany(machine => machine.States.Where(state => !state.Reusable)
            .Select(state => new ControlObstacle($"{machine.Name} is {state.Name}", new Reusability(state.Mask, 0), allowed)));
        return [.. states, .. model.Conditions.Select(condition => new ControlObstacle(condition.Name, new Reusability(0, 1UL << condition.Index), 0))];
    }

    /// <summary>Whether it stands at a moment, alone or not.</summary>
    public bool Stands(Reusability asked) => (asked.States & Bit.States | asked.Conditions & Bit.Conditions) != 0;

    /// <summary>What stands beside it at a moment.</summary>
    public Reusability Beside(Reusability asked) => new(asked.States & ~Bit.States, asked.Conditions & ~Bit.Conditions & ~Allowed);
}
