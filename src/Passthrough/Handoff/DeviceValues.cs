using Dmm.Modeling.Model;

namespace Passthrough.Handoff;

/// <summary>What the device is known to hold from when one guest's context is saved until the next is restored, so that a register which has its value already is not written again.</summary>
/// <remarks>
/// Known are only registers that hold what is written and do nothing more, as far as the model says. Of a reset nothing is left but the registers that the model names as
/// surviving one, and of a device that nobody followed nothing at all: there everything is written.
/// </remarks>
internal sealed class DeviceValues
{
    private readonly (ResetAccessInfo Access, bool DependsOnOthers)[] resets;
    private readonly RegisterInfo[] followed;
    private readonly ulong[] values, judged;
    private readonly bool[] mayBeKnown, isKnown, survives;

    /// <summary>A device of which nothing is known.</summary>
    /// <param name="model">The model.</param>
    /// <param name="holdsAnother">Registers in which the device has something else than its guest.</param>
    public DeviceValues(DeviceModel model, Func<RegisterInfo, bool> holdsAnother)
    {
        resets = [.. model.Resets.Select(reset => (reset, reset.When.References.Any(reference => reference.Word != reset.Register.Word)))];
        values = new ulong[model.StateWords];
        judged = new ulong[model.StateWords];
        mayBeKnown = new bool[model.StateWords];
        isKnown = new bool[model.StateWords];
        survives = new bool[model.StateWords];
        var acting = WordsThatAct(model);
        foreach (var register in model.Registers)
        {
            mayBeKnown[register.Word] = register.HoldsWhatIsWritten && !acting.Contains(register.Word) && !holdsAnother(register);
            survives[register.Word] = register.IsSaidToSurvive;
        }
        followed = [.. model.Context.Where(item => item is { Save: SaveRule.Shadow, Register: { } register } && mayBeKnown[register.Word]).Select(item => item.Register!)];
    }

    /// <summary>Nobody followed the device.</summary>
    public void Forget() => Array.Clear(isKnown);

    /// <summary>A guest had the device. The monitor followed its writes of those registers only whose saved value is the shadow.</summary>
    public void Begin(ReadOnlySpan<ulong> words)
    {
        Forget();
        foreach (var register in followed)
            Note(register, words[register.Word]);
    }

    /// <summary>The monitor read a register, or wrote one.</summary>
    public void Follow(RegisterInfo register, bool isWrite, ulong value)
    {
        foreach (var (reset, dependsOnOthers) in resets)
            if (reset.Register == register && reset.IsWrite == isWrite && (dependsOnOthers || Resets(reset, value))) // what others hold is not known here
                ForgetAllButSurviving();
        Note(register, value);
    }

    /// <summary>Whether the device is known to hold a value.</summary>
    public bool Have(RegisterInfo register, ulong value) => isKnown[register.Word] && values[register.Word] == value;

    private void Note(RegisterInfo register, ulong value) => (values[register.Word], isKnown[register.Word]) = (value, mayBeKnown[register.Word]);

    private bool Resets(ResetAccessInfo reset, ulong value)
    {
        judged[reset.Register.Word] = value;
        return reset.When.Test(judged, reset.Register.Word, 0);
    }

    private void ForgetAllButSurviving()
    {
        for (var word = 0; word < isKnown.Length; word++)
            isKnown[word] &= survives[word];
    }

    /// <summary>The registers of which a write may do more than be kept: it is an event of the model, selects another register, or says where a structure is.</summary>
    private static HashSet<int> WordsThatAct(DeviceModel model) =>
    [
        .. model.Rules.SelectMany(rule => rule.On)
            .Where(each => each is { Kind: EventKind.Write, Register: not null }).Select(each => each.Register!.Word),
        .. model.Resets.Concat(model.Delivery?.Own.Again ?? []).Concat(model.Pointers.Select(pointer => pointer.With)).Select(access => access.Register.Word),
        .. model.Paging.Select(paging => paging.Selector).Concat(model.Indexed.Select(pair => pair.Selector)).Select(selector => selector.Word),
        .. model.Descriptors.SelectMany(structure => structure.Base.References).Select(reference => reference.Word),
    ];
}
