using Passthrough.Guests;

namespace Passthrough.Multiplexing;

/// <summary>Translates between what the owner sees in a register and what the device holds there.</summary>
internal sealed class OwnerValues(SharedDevice device, CauseView causes)
{
    /// <summary>What the owner is to read where the device has a value.</summary>
    public ulong ForOwner(Seat owner, GuestAccess access, ulong value)
    {
        for (var i = 0; i < access.Size; i++)
        {
            var at = device.Tables.Find(access.Region, access.Offset + (uint)i, isWrite: false, owner.Monitor.State.Words);
            if (at.Register is not { } register)
                continue;
            var shift = 8 * i;
            var whole = (value >> shift & 0xff) << at.Shift;
            if (register == device.Cause)
            {
                causes.Note(owner, whole);
                whole = causes.Seen(owner, whole);
            }
            else if (device.SortsFrames && register == device.Receive!.Next)
                whole = owner.SortedTo; // a frame may have come since
            else if (owner.Held.Answers(register, out var held))
                whole = held;
            else if (device.HoldsAnother(register))
                whole = owner.Monitor.State.Words[register.Word];
            value = (value & ~(0xffUL << shift)) | ((whole >> at.Shift & 0xff) << shift);
        }
        return value;
    }

    /// <summary>What the device is to be given where the owner writes a value; the monitor knows the owner's value already.</summary>
    public ulong ForDevice(Seat owner, GuestAccess access, ulong value)
    {
        if (!device.HoldsOthers)
            return value;
        for (var i = 0; i < access.Size; i++)
        {
            var at = device.Tables.Find(access.Region, access.Offset + (uint)i, isWrite: true, owner.Monitor.State.Words);
            if (at.Register is not { } register)
                continue;
            var shift = 8 * i;
            if (register == device.Cause)
                value &= ~((device.ReceiveCauses >> at.Shift & 0xff) << shift);
            else if (device.HoldsAnother(register))
                value = (value & ~(0xffUL << shift)) | ((device.ValueInDevice(register, owner.Monitor.State.Words) >> at.Shift & 0xff) << shift);
        }
        return value;
    }
}
