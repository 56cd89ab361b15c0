using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Passthrough.Multiplexing.Probing;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Frames;

/// <summary>Reads the headers of new frames in the device while its owner works, and announces those that are the owner's and nobody else's.</summary>
internal sealed class FrameLook
{
    private readonly SharedDevice device;
    private readonly CauseView causes;
    private readonly IReadOnlyList<Tenant> tenants;
    private readonly ReceiveInfo receive;
    private readonly ProcedureInfo read;
    private readonly Addressees addressees;
    private readonly byte[] header;

    public FrameLook(SharedDevice device, CauseView causes, IReadOnlyList<Tenant> tenants)
    {
        this.device = device;
        this.causes = causes;
        this.tenants = tenants;
        receive = device.Receive!;
        addressees = new Addressees(device, tenants);
        read = device.Model.Context.First(item => item.Memory == receive.Window).SaveBy!;
        header = new byte[receive.HeaderBytes + AddressFilterInfo.AddressBytes];
    }

    /// <summary>Whether it can be done without disturbing what the owner's device does.</summary>
    /// <param name="words">The owner's state block.</param>
    /// <param name="ending">States, as bits of word 0, that what comes next ends anyway.</param>
    public bool IsPossible(ReadOnlySpan<ulong> words, ulong ending) => (ending != 0 || device.CanReach(receive.Next, words)) && device.CanRun(read, words, ending);

    /// <summary>Looks at new frames.</summary>
    /// <returns>False if something has to be taken out, or put in.</returns>
    public bool Look(Tenant owner, RingLayout layout)
    {
        var next = device.Port.Read(receive.Next);
        device.Port.GiveBack(owner.Monitor.State.Words);
        if (next == owner.SortedTo || !layout.Holds(next) || !layout.Holds(owner.SortedTo))
        {
            owner.SortedTo = next;
            return owner.Frames.Count == 0 || !owner.CanTakeFrames;
        }
        if (owner.Frames.Count > 0 || !AreAllFor(owner, layout, next))
            return false;
        owner.SortedTo = next;
        Announce(owner);
        return true;
    }

    private bool AreAllFor(Tenant owner, RingLayout layout, ulong next)
    {
        var areAll = true;
        var status = 0;
        device.RunForOwner(owner, read, words =>
        {
            for (var at = owner.SortedTo; at != next && areAll;)
            {
                device.Procedures.Read(read, words, new MemoryRange(at * receive.Unit, (ulong)header.Length), header);
                var following = (ulong)header[(int)receive.HeaderNext];
                areAll = layout.Holds(following) && following != at && layout.Distance(at, following) <= layout.Distance(at, next) && (!device.SortsFrames || IsFor(owner, header.AsSpan((int)receive.HeaderBytes)));
                if (areAll)
                    MarkOwn(owner, layout, at, layout.Distance(at, following));
                status = header[receive.HeaderStatus];
                at = following;
            }
        });
        if (areAll && device.SortsFrames && receive.StatusRegister is { } register)
            owner.Held.Show(register, (ulong)status);
        return areAll;
    }

    /// <summary>Whether a frame is the owner's and nobody else's.</summary>
    private bool IsFor(Tenant owner, ReadOnlySpan<byte> address)
    {
        foreach (var tenant in tenants)
            if (!tenant.HasEnded && addressees.Have(tenant, tenant == owner ? tenant.Monitor.State.Words : tenant.Context.Words, address) != (tenant == owner))
                return false;
        return true;
    }

    private void Announce(Tenant owner)
    {
        if (!device.SortsFrames)
            return;
        // Frames and their cause come together; the cause may be seen first, but never later.
        device.Port.Write(device.Cause!, receive.Causes);
        device.Port.GiveBack(owner.Monitor.State.Words);
        causes.Acknowledge(receive.Causes);
        owner.Held.Causes |= receive.Causes;
        owner.Monitor.Interrupt(owner.Monitor.State.Words[device.Cause!.Word] | receive.Causes);
    }

    /// <summary>What the NIC wrote of a frame is the owner's; what lies behind it in the last unit is older.</summary>
    private void MarkOwn(Tenant owner, RingLayout layout, ulong unit, ulong count)
    {
        var left = receive.WrittenBytes(header, count * receive.Unit);
        for (ulong i = 0; i < count && left > 0; i++, left -= Math.Min(left, receive.Unit))
            owner.KnownOf(receive.Window).Mark(new MemoryRange(layout.After(unit, i) * receive.Unit, Math.Min(left, receive.Unit)));
    }
}
