using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>Translates between what the owner sees in a register and what the device holds there.</summary>
internal sealed class OwnerValues(SharedDevice device, CauseView causes)
{
    /// <summary>What the owner is to read in a register where the device has a value.</summary>
    public ulong ForOwner(Tenant owner, JudgedPart part, ulong value)
    {
        if (part.Word < 1)
            return value; // nothing is listed there, and what is read says nothing
        var register = device.Model.Registers[part.Word - 1];
        if ((register.Access & AccessWords.Stream) != 0)
            return value;
        var whole = value << part.Shift;
        if (register == device.Cause)
        {
            causes.Note(owner, whole, part.Covered);
            whole = causes.Seen(owner, whole);
        }
        else if (device.SortsFrames && register == device.Receive!.Next)
            whole = owner.SortedTo; // a frame may have come since
        else if (owner.Held.Answers(register, out var held))
            whole = held;
        else if (device.TryShow(register, owner.Monitor.State.Words, out var shown))
            whole = shown;
        else if (device.HoldsAnother(register))
            whole = owner.Monitor.State.Words[register.Word];
        if (register == device.Delivery?.Cause)
            whole = WithDelivered(owner, register, whole);
        return (whole & part.Covered) >> part.Shift;
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
    public ulong ForDevice(Tenant owner, JudgedPart part, ulong value)
    {
        if (!device.HoldsOthers || part.Word < 1)
            return value;
        var register = device.Model.Registers[part.Word - 1];
        if (register == device.Cause)
            return value & ~(device.ReceiveCauses >> part.Shift);
        if (register == device.Delivery?.Raises)
            return value & ~(device.Delivery.Hidden >> part.Shift);
        return device.HoldsAnother(register) ? (device.ValueInDevice(register, owner.Monitor.State.Words) & part.Covered) >> part.Shift : value;
    }
}
