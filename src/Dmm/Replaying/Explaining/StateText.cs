using Dmm.Modeling.Model;

namespace Dmm.Replaying.Explaining;

/// <summary>A state block in words, and the difference of two.</summary>
internal static class StateText
{
    /// <summary>Everything that is otherwise in the second block.</summary>
    public static List<StateChange> Changes(DeviceModel model, ReadOnlySpan<ulong> before, ReadOnlySpan<ulong> after)
    {
        var changes = new List<StateChange>();
        foreach (var machine in model.Machines)
            Add(changes, machine.Name, Playback.StateOf(machine, before).Name, Playback.StateOf(machine, after).Name);
        foreach (var register in model.Registers)
            Add(changes, register.Name, RegisterText.Of(register, before[register.Word]), RegisterText.Of(register, after[register.Word]));
        foreach (var variable in model.Variables)
            Add(changes, variable.Name, Number(before[variable.Word]), Number(after[variable.Word]));
        foreach (var set in model.Sets)
            Add(changes, set.Name, PageText.Of(set, before), PageText.Of(set, after));
        return changes;
    }

    /// <summary>A variable in words.</summary>
    public static string Number(ulong value) => value < 10 ? $"{value}" : $"0x{value:x}";

    private static void Add(List<StateChange> changes, string name, string before, string after)
    {
        if (before != after)
            changes.Add(new StateChange(name, before, after));
    }
}
