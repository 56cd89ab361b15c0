using Dmm.Modeling.Model;

namespace Dmm.Hooking;

/// <summary>What must be hooked so that the device can have a receive ring of the monitor's own, out of which the rings of the guests are filled.</summary>
/// <remarks>What concerns the receiver in the device is the monitor's: what a guest writes there is kept for it, and told to it.</remarks>
internal static class DeliveryHooks
{
    /// <summary>Each hooked access, and why.</summary>
    public static IEnumerable<(RegisterInfo Register, bool IsWrite, HookNeed Need, string Text)> Of(DeviceModel model, DeliveryInfo delivery)
    {
        foreach (var register in delivery.Own.Keeps.Concat(delivery.Own.At).Concat(delivery.Widened.Concat(delivery.Shown).Select(widened => widened.Register)).Distinct())
        {
            if (register.IsWritable)
                yield return (register, true, HookNeed.Widened, $"{register.Name} is the monitor's in the device: only its writes tell the guest's own value");
            if (register.IsReadable)
                yield return (register, false, HookNeed.Widened, $"{register.Name} is the monitor's in the device: the monitor answers with the guest's own value");
        }
        foreach (var register in delivery.Translated.Select(translated => translated.Register).Where(register => register.IsWritable))
            yield return (register, true, HookNeed.Widened, $"{register.Name}: the device gets something else than the guest writes");
        foreach (var register in delivery.Accepts.Registers.Where(register => register.IsWritable))
            yield return (register, true, HookNeed.Filter, $"{register.Name} decides which frames are the guest's");
        var words = References.Of(delivery).Where(reference => reference.IsRegister).Select(reference => reference.Word).ToHashSet();
        foreach (var register in model.Registers.Where(register => register.IsWritable && words.Contains(register.Word)))
            yield return (register, true, HookNeed.Ring, $"{register.Name} tells how the guest wants its frames");
        foreach (var again in delivery.Own.Again)
            yield return (again.Register, again.IsWrite, HookNeed.Ring, $"{again.Register.Name}: the device may have to be given its ring again");
        yield return (delivery.Cause, false, HookNeed.Cause, $"{delivery.Cause.Name}: whether a frame came for the guest is the monitor's to tell");
        if (delivery.Cause.IsWritable)
            yield return (delivery.Cause, true, HookNeed.Cause, $"{delivery.Cause.Name}: the guest clears causes that the monitor told");
        if (delivery.Raises is { IsWritable: true } raises)
            yield return (raises, true, HookNeed.Cause, $"{raises.Name}: the guest raises causes that are the monitor's to tell");
        if (delivery.Mask is { IsWritable: true } mask)
            yield return (mask, true, HookNeed.Cause, $"{mask.Name} may enable a cause that the monitor tells");
    }
}
