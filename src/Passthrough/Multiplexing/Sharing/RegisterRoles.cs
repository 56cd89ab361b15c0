using Dmm.Expressions;
using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>The roles of a model's registers, found once: an access whose registers have none needs nothing but the monitor's verdict.</summary>
internal sealed class RegisterRoles
{
    private readonly RegisterRole[] byWord;

    public RegisterRoles(SharedDevice device)
    {
        byWord = new RegisterRole[device.Model.StateWords];
        foreach (var register in device.Model.Registers)
            byWord[register.Word] = OwnRoleOf(device, register);
        FindRolesForCauses(device);
        FindRolesForTransfers(device.Model);
        if (device.Receive is { } receive)
            FindRolesForFrames(device.Model, receive);
    }

    /// <summary>The roles of a register.</summary>
    /// <param name="word">Its word in the state block; less than 1 for no register.</param>
    public RegisterRole Of(int word) => word < 1 ? RegisterRole.None : byWord[word];

    /// <summary>The roles of all registers that an access reaches.</summary>
    public RegisterRole Of(ReadOnlySpan<JudgedPart> parts)
    {
        var roles = RegisterRole.None;
        foreach (ref readonly var part in parts)
            roles |= Of(part.Word);
        return roles;
    }

    private static RegisterRole OwnRoleOf(SharedDevice device, RegisterInfo register) =>
        (register == device.Cause ? RegisterRole.Cause : RegisterRole.None)
        | (device.HoldsAnother(register) ? RegisterRole.HoldsAnother : RegisterRole.None)
        | ((register.Access & AccessWords.Stream) != 0 ? RegisterRole.Stream : RegisterRole.None)
        | ((register.Access & AccessWords.ReadResets) != 0 ? RegisterRole.Resets : RegisterRole.None)
        | (register == device.Receive?.Next ? RegisterRole.NextFrame : RegisterRole.None)
        | (register == device.Receive?.Read ? RegisterRole.UnreadFrame : RegisterRole.None)
        | (register == device.Delivery?.Cause ? RegisterRole.Delivers : RegisterRole.None)
        | (register == device.Delivery?.Raises ? RegisterRole.Raises : RegisterRole.None)
        | (device.Delivery?.Shown.Any(shown => shown.Register == register) == true ? RegisterRole.ShowsReceiver : RegisterRole.None)
        | (device.Translates(register) ? RegisterRole.Translated : RegisterRole.None)
        | (device.Station?.Shows(register) == true ? RegisterRole.ShowsStation : RegisterRole.None)
        | (device.Port.IsKept(register) ? RegisterRole.Kept : RegisterRole.None)
        | (device.Port.Slots?.Has(register.Word) == true ? RegisterRole.Slot : RegisterRole.None)
        | (device.Port.Slots?.Shown.Any(shown => shown.Register == register) == true ? RegisterRole.ShowsSlots : RegisterRole.None)
        | (device.Model.Resets.Any(reset => reset.IsWrite && reset.Register == register) ? RegisterRole.MayReset : RegisterRole.None);

    private void FindRolesForCauses(SharedDevice device)
    {
        if (device.Cause is not { } cause)
            return;
        foreach (var rule in device.Model.Rules.Where(rule => rule.Guard.References.Any(reference => reference.Word == cause.Word)))
            foreach (var on in rule.On.Where(on => on.Kind == EventKind.Write && on.Register != cause))
                byWord[on.Register!.Word] |= RegisterRole.JudgedByCauses;
    }

    private void FindRolesForTransfers(DeviceModel model)
    {
        foreach (var check in model.Checks.Where(check => check.Dma?.Position is not null))
        {
            Give(RegisterRole.TellsTransfers, check.References.Select(reference => reference.Word));
            if (check.Dma!.Wraps is { } wraps)
                Give(RegisterRole.DivertsTransfers, wraps.At.References.Concat(wraps.To.References).Select(reference => reference.Word));
        }
    }

    private void FindRolesForFrames(DeviceModel model, ReceiveInfo receive)
    {
        var filter = receive.Accepts;
        Give(RegisterRole.ChoosesFrames, new[] { filter.Broadcast, filter.Groups, filter.Everything }
            .SelectMany(condition => condition?.References ?? []).Select(reference => reference.Word).Append(filter.Station.Word).Append(filter.Hash?.Word ?? 0));
        var ring = receive.First.References.Concat(receive.End.References).Select(reference => reference.Word).Append(receive.Next.Word).ToList();
        Give(RegisterRole.MovesRing | RegisterRole.MovesArrivals, ring);
        Give(RegisterRole.MovesArrivals, WordsThatMove(model, receive.Listens).Append(receive.Read.Word));
    }

    private void Give(RegisterRole role, IEnumerable<int> words)
    {
        foreach (var word in words)
            byWord[word] |= role;
    }

    /// <summary>The registers by which an expression changes: those that it names, and those whose events set a variable or a state that it names.</summary>
    private static IEnumerable<int> WordsThatMove(DeviceModel model, CompiledExpression expression)
    {
        var words = expression.References.Select(reference => reference.Word).ToHashSet();
        return words.Concat(model.Rules.Where(rule => IsAmong(words, rule)).SelectMany(rule => rule.On).Select(on => on.Register?.Word ?? 0));
    }

    private static bool IsAmong(HashSet<int> changed, RuleInfo rule) =>
        (rule.To is not null && changed.Contains(0)) || rule.Effects.Any(effect => effect.Kind == EffectKind.Set && changed.Contains(effect.Word));
}
