using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Turns;

/// <summary>Tells from the model alone whether the owner's device becomes reusable with nothing done by the owner.</summary>
/// <remarks>
/// What a device does by itself is to raise causes of interrupts and to clear bits that the model calls self-clearing. Each such change is tried on
/// a second monitor. If one brings every machine to a reusable state, all that do must leave every condition true: a transmission that
/// ends with a cause that the owner is to acknowledge needs the owner.
/// </remarks>
internal sealed class DrainOutlook
{
    private readonly SharedDevice device;
    private readonly DeviceMonitor tried;
    private readonly (RegisterInfo Register, ulong Bit)[] changes;

    public DrainOutlook(SharedDevice device)
    {
        this.device = device;
        tried = new DeviceMonitor(device.Tables); // nothing is walked in it
        var looking = device.Model.Rules.SelectMany(rule => rule.On).Where(on => on.Kind == EventKind.Observe).Select(on => on.Register!);
        changes = [.. looking.Prepend(device.Cause).OfType<RegisterInfo>().Distinct().SelectMany(register => BitsOf(register).Select(bit => (register, bit)))];
    }

    /// <summary>Whether nothing stands against a hand-off that will not end without the owner.</summary>
    public bool EndsByItself(Tenant owner)
    {
        var words = owner.Monitor.State.Words;
        if (Reusability.Ask(owner.Monitor).IsReusable)
            return device.SortsFrames; // only a frame is arriving: of one that is not sorted first the owner may have to be told
        var ends = false;
        foreach (var (register, bit) in changes)
        {
            tried.State.CopyFrom(words);
            var value = words[register.Word];
            if (register == device.Cause)
                tried.Interrupt(value | bit);
            else
                tried.Observe(register, value & ~bit);
            var after = Reusability.Ask(tried);
            if (after.IsReusable)
                ends = true;
            else if (after.States == 0)
                return false;
        }
        return ends;
    }

    private IEnumerable<ulong> BitsOf(RegisterInfo register)
    {
        var bits = register == device.Cause ? device.CauseBits : SelfClearing(register);
        for (; bits != 0; bits &= bits - 1)
            yield return bits & ~(bits - 1);
    }

    private static ulong SelfClearing(RegisterInfo register) => register.Fields
        .Where(field => (field.Access & AccessWords.SelfClearing) != 0)
        .Aggregate(0UL, (bits, field) => bits | field.Mask);
}
