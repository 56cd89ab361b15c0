using Dmm.Modeling.Model;

namespace Dmm.Hooking;

/// <summary>What must be hooked so that the device can be given other addresses, and copies of descriptors.</summary>
/// <remarks>
/// Doorbells are not among it: they are hooked for the checks already, and nothing is copied that was not checked. What the device writes into
/// the copies is carried back when an interrupt comes; a guest that looks for causes without one, or ends one while the next frame comes in,
/// would find its own entries as they were, and after the cause is gone nothing would make it look again.
/// </remarks>
internal static class ShadowHooks
{
    /// <summary>Each hooked access, and why.</summary>
    public static IEnumerable<(RegisterInfo Register, bool IsWrite, HookNeed Need, string Text)> Of(ShadowPlan plan)
    {
        foreach (var register in plan.Registers)
        {
            if (register.IsWritable)
                yield return (register, true, HookNeed.Address, $"{register.Name} holds an address: the device is given the place of the copy or of the memory");
            yield return (register, false, HookNeed.Address, $"{register.Name} holds another address in the device: the monitor answers with the guest's own");
        }
        foreach (var shown in plan.Model.Descriptors.Select(structure => structure.ShownIn).OfType<RegisterInfo>().Where(register => register.IsReadable).Distinct())
            yield return (shown, false, HookNeed.Copy, $"{shown.Name}: what the device has done is carried back before the guest sees how far it is");
        if (plan.Model.Descriptors.Count == 0 || plan.Model.Interrupt is not { Cause: { } cause })
            yield break;
        yield return (cause, false, HookNeed.Copy, $"{cause.Name}: what a cause reports is carried back before the guest reads it");
        if (cause.IsWritable)
            yield return (cause, true, HookNeed.Copy, $"{cause.Name}: what a cause reports is carried back before the guest clears it");
    }
}
