using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Multiplexing.Probing;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>Translates between what the owner sees in a register and what the device holds there.</summary>
internal sealed class OwnerValues(SharedDevice device, CauseView causes)
{
    private const RegisterRole TranslatedForOwner = RegisterRole.Cause | RegisterRole.NextFrame | RegisterRole.HoldsAnother | RegisterRole.Delivers | RegisterRole.ShowsReceiver | RegisterRole.ShowsSlots | RegisterRole.ShowsStation;

    private readonly ulong[] words = new ulong[device.Model.StateWords];

    /// <summary>What the owner is to read in a register where the device has a value.</summary>
    public ulong ForOwner(Tenant owner, in JudgedPart part, ulong value)
    {
        var roles = device.Roles.Of(part.Word);
        if (part.Word < 1)
            return value; // where nothing is listed, what is read says nothing
        if ((roles & RegisterRole.Stream) != 0)
            return (roles & RegisterRole.ShowsStation) == 0 ? value
                : device.Station!.Shown(device.Model.Registers[part.Word - 1], owner.Monitor.State.Block, value) & AccessValue.Ones(part.Size);
        if ((roles & TranslatedForOwner) == 0 && !owner.Held.ShowsStatus)
            return value;
        var whole = value << part.Shift;
        if ((roles & RegisterRole.Cause) != 0)
        {
            causes.Note(owner, whole, part.Covered);
            whole = causes.Seen(owner, whole);
            if ((roles & RegisterRole.ShowsReceiver) != 0) // a bit that sums causes up
                whole = device.Show(device.Model.Registers[part.Word - 1], owner.Monitor.State.Block, whole);
        }
        else if (device.SortsFrames && (roles & RegisterRole.NextFrame) != 0)
            whole = owner.SortedTo; // a frame may have come since
        else if (owner.Held.Answers(part.Word, out var held))
            whole = held;
        else if ((roles & (RegisterRole.ShowsReceiver | RegisterRole.ShowsSlots)) != 0)
            whole = device.Show(device.Model.Registers[part.Word - 1], WordsWithStatuses(owner), whole);
        else if ((roles & RegisterRole.HoldsAnother) != 0)
            whole = owner.Monitor.State.Words[part.Word];
        if ((roles & RegisterRole.ShowsStation) != 0)
            whole = device.Station!.Shown(device.Model.Registers[part.Word - 1], owner.Monitor.State.Block, whole);
        if ((roles & RegisterRole.Delivers) != 0)
            whole = WithDelivered(owner, device.Delivery!.Cause, whole);
        return (whole & part.Covered) >> part.Shift;
    }

    /// <summary>The owner's state block with the statuses that the monitor tells in place of the device.</summary>
    private Span<ulong> WordsWithStatuses(Tenant owner)
    {
        if (!owner.Held.ShowsStatus)
            return owner.Monitor.State.Block;
        owner.Monitor.State.Words.CopyTo(words);
        owner.Held.CopyStatusesTo(words);
        return words;
    }

    private ulong WithDelivered(Tenant owner, RegisterInfo cause, ulong value)
    {
        value = (value & ~device.Delivery!.Hidden) | owner.Delivered;
        if (owner.Delivered != 0 && device.Delivery.Summarizes?.Test(owner.Monitor.State.Words, -1, 0) != false)
            value |= device.Delivery.Summary;
        if ((cause.Access & AccessWords.ReadToClear) != 0)
            owner.Delivered = 0;
        return value;
    }

    /// <summary>What the device is to be given where the owner writes a value; the monitor knows the owner's value already.</summary>
    public ulong ForDevice(Tenant owner, in JudgedPart part, ulong value)
    {
        var roles = device.Roles.Of(part.Word);
        if ((roles & RegisterRole.Cause) != 0)
            return value & ~(device.ReceiveCauses >> part.Shift);
        if ((roles & RegisterRole.Raises) != 0)
            return value & ~(device.Delivery!.Hidden >> part.Shift);
        return (roles & (RegisterRole.HoldsAnother | RegisterRole.Translated)) == 0 ? value
            : (device.ValueInDevice(device.Model.Registers[part.Word - 1], owner.Monitor.State.Words) & part.Covered) >> part.Shift;
    }
}
