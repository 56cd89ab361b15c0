using Dmm.Modeling.Model;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>Whether a write by the monitor would disturb what a guest's device is doing; the model's own transitions tell.</summary>
/// <remarks>A register that selects banks often also gives commands, and writing it again may give one twice.</remarks>
internal sealed class Disturbance
{
    private readonly RuleInfo[][] rules;
    private readonly ulong notReusable;
    private readonly ulong[] words;

    public Disturbance(DeviceModel model)
    {
        words = new ulong[model.StateWords];
        rules = new RuleInfo[model.StateWords][];
        foreach (var register in model.Registers)
            rules[register.Word] = [.. model.Rules.Where(rule => rule.Machine is not null && rule.On.Any(on => on.Kind == EventKind.Write && on.Register == register))];
        notReusable = model.Machines.SelectMany(machine => machine.States).Where(state => !state.Reusable).Aggregate(0UL, (mask, state) => mask | state.Mask);
    }

    /// <summary>States, as bits of word 0, in which a machine is at work.</summary>
    public ulong AtWork => notReusable;

    /// <summary>Whether a write would begin something, or move a machine that is at work.</summary>
    public bool By(ReadOnlySpan<ulong> state, RegisterInfo register, ulong value)
    {
        state.CopyTo(words);
        return Moves(register, value, busyOnly: false);
    }

    /// <summary>Whether a procedure would move a machine that is at work; what it begins itself it also ends.</summary>
    /// <param name="state">The owner's state block.</param>
    /// <param name="procedure">The procedure.</param>
    /// <param name="ending">States, as bits of word 0, in which work may be disturbed, because what comes next ends it.</param>
    public bool By(ReadOnlySpan<ulong> state, ProcedureInfo procedure, ulong ending = 0)
    {
        state.CopyTo(words);
        words[0] &= ~ending;
        words[procedure.AddressWord] = words[procedure.AddressWord + 1] = 1;
        foreach (var step in procedure.Steps)
            if (step.Kind == StepKind.Write && Moves(step.Register!, step.Expression!.Value(words, -1, 0), busyOnly: true))
                return true;
        return false;
    }

    private bool Moves(RegisterInfo register, ulong value, bool busyOnly)
    {
        var old = words[register.Word];
        words[register.Word] = value;
        foreach (var rule in rules[register.Word])
        {
            var from = words[0] & rule.FromMask;
            var begins = !busyOnly && (rule.To!.Mask & notReusable) != 0;
            if (from != 0 && ((from & notReusable) != 0 || begins) && rule.Guard.Test(words, register.Word, old))
                return true;
        }
        return false;
    }
}
