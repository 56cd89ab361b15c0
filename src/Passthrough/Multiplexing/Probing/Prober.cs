using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Probing;

/// <summary>Answers "reusable?" of the owner's device: it looks at what only the device knows, then asks the model.</summary>
internal sealed class Prober
{
    private readonly SharedDevice device;
    private readonly CauseView causes;
    private readonly Transfers transfers;
    private readonly RegisterInfo[] observed;
    private readonly ulong movedByLooking;
    private readonly ulong aboutCauses;

    public Prober(SharedDevice device, CauseView causes, Transfers transfers)
    {
        (this.device, this.causes, this.transfers) = (device, causes, transfers);
        var model = device.Model;
        var words = model.Conditions.SelectMany(condition => condition.Holds.References).Where(reference => reference.IsRegister).Select(reference => reference.Word).ToHashSet();
        var looking = model.Rules.SelectMany(rule => rule.On).Where(on => on.Kind == EventKind.Observe).Select(on => on.Register!).ToHashSet();
        // What selects a bank is read before a bank is changed.
        observed = [.. model.Registers.Where(register => register.CanBeProbed && register != device.Cause && !device.HoldsAnother(register) && (looking.Contains(register) || words.Contains(register.Word)) && register.IsReadable)
            .OrderBy(register => register.Pages is null ? 0 : 1)];
        for (var i = 0; i < model.Conditions.Count; i++)
            if (device.Cause is not null && model.Conditions[i].Reads(device.Cause))
                aboutCauses |= 1UL << i;
        KeepsWhatItSees = model.Rules.Any(rule => rule.Machine is null && rule.Effects.Count > 0 && rule.On.Any(on => on.Kind == EventKind.Observe));
        movedByLooking = model.Rules.Where(rule => rule.On.Any(on => on.Kind == EventKind.Observe)).Aggregate(0UL, (mask, rule) => mask | rule.FromMask);
    }

    /// <summary>Whether a variable of the model is kept by what is seen, so that it may be out of date until somebody looks.</summary>
    public bool KeepsWhatItSees { get; }

    /// <summary>Whether the device can be handed over now, and what stands against it.</summary>
    public Reusability Ask(Tenant owner)
    {
        var asked = Reusability.Ask(owner.Monitor);
        if ((asked.States & ~movedByLooking) != 0)
            return asked; // no look would change that
        Look(owner);
        return Reusability.Ask(owner.Monitor);
    }

    /// <summary>Whether the device could be handed over but for causes of interrupts that the owner has not seen.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="ending">States, as bits of word 0, that its access ends.</param>
    public bool IsAtRest(Tenant owner, ulong ending = 0)
    {
        if (!device.Link.IsClear())
            return false; // stopping the NIC now would lose a frame
        var asked = Ask(owner);
        return (asked.States & ~ending) == 0 && (asked.Conditions & ~aboutCauses) == 0;
    }

    /// <summary>Looks at what only the device knows.</summary>
    public void Look(Tenant owner)
    {
        var words = owner.Monitor.State.Words;
        var states = words[0];
        device.Port.TakeOver(words);
        foreach (var register in observed)
            if (device.CanReach(register, words))
                owner.Monitor.Observe(register, device.Port.Read(register));
        device.Port.GiveBack(words);
        transfers.FollowLook(owner, states);
        causes.Look(owner);
    }
}
