using Dmm.Expressions;
using Dmm.Modeling.Model;

namespace Dmm.Hooking;

/// <summary>What must be hooked so that the frames of several guests can be sorted.</summary>
/// <remarks>
/// While the NIC takes the frames of all, its registers no longer say what the guest would read in a NIC of its own: what it
/// wrote to a widened register, where its next frame goes, whether one came. These accesses the monitor answers. Values that
/// decide at every frame, or when the device is widened, are hooked where they are written even if they could be read: a probe
/// may be too late, and there is one for every frame.
/// </remarks>
internal static class FrameHooks
{
    /// <summary>Each hooked access, and why.</summary>
    public static IEnumerable<(RegisterInfo Register, bool IsWrite, HookNeed Need, string Text)> Of(DeviceModel model, ReceiveInfo receive)
    {
        foreach (var register in receive.Widened.Select(widened => widened.Register))
        {
            yield return (register, true, HookNeed.Widened, $"{register.Name} is widened: only its writes tell the guest's own value");
            yield return (register, false, HookNeed.Widened, $"{register.Name} is widened: the monitor answers with the guest's own value");
        }
        foreach (var register in WritableOf(model, receive.Widened.Select(widened => widened.As).Prepend(receive.Listens)))
            if (receive.Widened.All(widened => widened.Register != register))
                yield return (register, true, HookNeed.Widened, $"{register.Name} decides what the device holds in widened registers");
        if (receive.Accepts.Station is { IsWritable: true } station)
            yield return (station, true, HookNeed.Filter, $"{station.Name} is the station address that frames are sorted by");
        if (receive.Accepts.Hash is { IsWritable: true } hash)
            yield return (hash, true, HookNeed.Filter, $"{hash.Name} holds the groups that frames are sorted by");
        foreach (var each in OfRing(receive))
            yield return each;
        foreach (var each in OfInterrupt(model.Interrupt!))
            yield return each;
    }

    /// <summary>What is computed from registers when a frame is sorted.</summary>
    public static IEnumerable<(CompiledExpression Expression, HookNeed Need, string Text)> Values(ReceiveInfo receive)
    {
        yield return (receive.First, HookNeed.Ring, "first unit of the receive ring");
        yield return (receive.End, HookNeed.Ring, "end of the receive ring");
        foreach (var condition in new[] { receive.Accepts.Broadcast, receive.Accepts.Groups, receive.Accepts.Everything })
            if (condition is not null)
                yield return (condition, HookNeed.Filter, $"which frames are taken ({condition})");
    }

    private static IEnumerable<(RegisterInfo, bool, HookNeed, string)> OfRing(ReceiveInfo receive)
    {
        yield return (receive.Read, true, HookNeed.Ring, $"{receive.Read.Name} tells how far the guest has read");
        yield return (receive.Next, true, HookNeed.Ring, $"{receive.Next.Name} tells where the guest wants its next frame");
        yield return (receive.Next, false, HookNeed.Ring, $"{receive.Next.Name} moves with the guest's own frames: the monitor answers");
        if (receive.StatusRegister is { } status)
            yield return (status, false, HookNeed.Ring, $"{status.Name} is the status of the guest's own last frame: the monitor answers");
    }

    private static IEnumerable<(RegisterInfo, bool, HookNeed, string)> OfInterrupt(InterruptInfo interrupt)
    {
        yield return (interrupt.Cause, true, HookNeed.Cause, $"{interrupt.Cause.Name}: the guest clears causes that the monitor told");
        yield return (interrupt.Cause, false, HookNeed.Cause, $"{interrupt.Cause.Name}: whether a frame came for the guest is the monitor's to tell");
        if (interrupt.Mask is { IsWritable: true } mask)
            yield return (mask, true, HookNeed.Cause, $"{mask.Name} may enable a cause that the monitor tells");
    }

    private static IEnumerable<RegisterInfo> WritableOf(DeviceModel model, IEnumerable<CompiledExpression> expressions)
    {
        var words = expressions.SelectMany(expression => expression.References).Where(reference => reference.IsRegister).Select(reference => reference.Word).ToHashSet();
        return model.Registers.Where(register => register.IsWritable && words.Contains(register.Word));
    }
}
