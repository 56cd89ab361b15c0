
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Probing;

/// <summary>The register with the causes of interrupts, as the owner is to see it: the device's causes, and those that the monitor holds for it.</summary>
/// <remarks>
/// Where frames are sorted, causes that report received frames never come from the device: the monitor holds them back until the frames are
/// sorted.
/// </remarks>
internal sealed class CauseView(SharedDevice device, Transfers transfers)
{
    private readonly ulong[] words = new ulong[device.Model.StateWords];
    private ulong deviceCauses;

    /// <summary>Looks at the device's causes, if they can be reached without disturbing the owner.</summary>
    public void Look(Tenant owner)
    {
        if (device.Cause is not { } cause)
            return;
        var words = owner.Monitor.State.Words;
        device.Port.TakeOver(words);
        if (!device.CanReach(cause, words))
            return;
        var value = device.Port.Read(cause);
        device.Port.GiveBack(words);
        Note(owner, value);
        var states = owner.Monitor.State.Words[0];
        owner.Monitor.Interrupt(Seen(owner, value));
        transfers.FollowLook(owner, states);
    }

    /// <summary>A value of the register was read from the device.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="value">The value.</param>
    /// <param name="covered">The bits of the register that were read.</param>
    public void Note(Tenant owner, ulong value, ulong covered = ulong.MaxValue)
    {
        deviceCauses = (deviceCauses & ~covered) | (value & covered & device.CauseBits);
        if (deviceCauses == 0 || !owner.Held.ShowsStatus)
            return;
        owner.Monitor.State.Words.CopyTo(words);
        words[device.Cause!.Word] = deviceCauses;
        owner.Held.EndStatuses(words, except: device.SortsFrames ? device.Receive!.StatusRegister : null);
    }

    /// <summary>The device's causes that report received frames, as last seen.</summary>
    public ulong ReceiveCauses => deviceCauses & device.ReceiveCauses;

    /// <summary>What the owner is to see where the device has a value.</summary>
    public ulong Seen(Tenant owner, ulong value) => (value & ~device.ReceiveCauses & ~(device.Delivery?.Hidden ?? 0)) | owner.Held.Causes;

    /// <summary>The owner, or the monitor for it, acknowledged causes.</summary>
    public void Acknowledge(ulong causes) => deviceCauses &= ~causes;

    /// <summary>Another guest got the device, or it was reset.</summary>
    public void Forget() => deviceCauses = 0;

    /// <summary>The level of the owner's interrupt line.</summary>
    public bool LineOf(Tenant owner)
    {
        var words = owner.Monitor.State.Words;
        var enabled = device.Model.Interrupt?.Mask is { } mask ? words[mask.Word] : ulong.MaxValue;
        return ((owner.Held.Causes & enabled) != 0 && IsEnabled(words)) || ReportsDelivery(owner, words)
            || (device.SortsFrames ? (deviceCauses & ~device.ReceiveCauses & enabled) != 0 : device.Nic.InterruptLine);
    }

    /// <summary>Whether the device of a guest would interrupt it, as it was saved. Some devices raise their line a while after the cause, so a line that is low does not tell.</summary>
    public bool IsPendingIn(Tenant tenant)
    {
        ReadOnlySpan<ulong> words = tenant.Context.Words;
        if (ReportsDelivery(tenant, words))
            return true;
        if (device.Model.Interrupt is not { Cause: var cause } interrupt || interrupt is { Mask: null, Enabled: null })
            return false;
        var causes = cause == device.Cause ? tenant.Context.HeldCauses : words[cause.Word];
        var enabled = interrupt.Mask is { } mask ? words[mask.Word] : device.CauseBits;
        return (causes & ~(device.Delivery?.Hidden ?? 0) & enabled) != 0 && IsEnabled(words);
    }

    /// <summary>Whether any cause interrupts.</summary>
    private bool IsEnabled(ReadOnlySpan<ulong> words) => device.Model.Interrupt?.Enabled?.Test(words, -1, 0) != false;

    /// <summary>Whether a frame that the monitor put into a guest's ring raises the line.</summary>
    private bool ReportsDelivery(Tenant tenant, ReadOnlySpan<ulong> words) =>
        tenant.Delivered != 0 && (device.Delivery?.Line?.Test(words, -1, 0) ?? (device.Model.Interrupt?.Mask is not { } mask || (tenant.Delivered & words[mask.Word]) != 0));
}
