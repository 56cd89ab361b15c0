using Dmm.Modeling.Model;
using Dmm.Tracing;
using Passthrough.Handoff;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Multiplexing.Accesses;

/// <summary>Answers accesses of guests that do not have the device from what was saved of theirs, where the model says that this makes no difference.</summary>
/// <remarks>
/// <para>A read is answered if it is not hooked, changes nothing, and the register is one that a hand-off saves and nothing but a write changes.
/// A write is only stored if it is not hooked, no rule waits for it, and a hand-off restores the register by writing what is stored: so the
/// device gets it at the guest's turn, before all that the guest asks of the device then. Everything else waits for that turn.</para>
/// </remarks>
internal sealed class Copies
{
    private const RegisterRole MovesByItself = RegisterRole.Cause | RegisterRole.NextFrame | RegisterRole.Delivers | RegisterRole.ShowsReceiver | RegisterRole.Stream | RegisterRole.Resets;

    private readonly SharedDevice device;
    private readonly Ownership<Tenant> ownership;
    private readonly bool[] isKnown, isStored;

    public Copies(SharedDevice device, Ownership<Tenant> ownership)
    {
        this.device = device;
        this.ownership = ownership;
        isKnown = new bool[device.Model.StateWords];
        isStored = new bool[device.Model.StateWords];
        if (device.Options.Waiting != WaitingPolicy.Copy)
            return;
        foreach (var item in device.Model.Context)
            if (item.Register is { } register)
            {
                isKnown[register.Word] = IsKnown(item, register);
                isStored[register.Word] = isKnown[register.Word] && IsStored(item, register);
            }
    }

    /// <summary>Answers the access that a guest waits for, if that can be done without the device.</summary>
    /// <returns>Whether the guest can go on.</returns>
    public bool TryAnswer(Tenant tenant)
    {
        if (device.Options.Waiting != WaitingPolicy.Copy || tenant == ownership.Owner || tenant.IsLost)
            return false;
        var access = tenant.Request.Access;
        var words = tenant.Context.Words;
        if (access.Count != 1 || device.Tables.Find(access.Region, access.Offset, access.IsWrite, words) is not { Register: { } register } at
            || !(access.IsWrite ? isStored : isKnown)[register.Word] || !IsWholePlace(register, access.Region, access.Offset, access.Size)
            || tenant.Monitor.IsHooked(access.Region, access.Offset, access.Size, access.IsWrite))
            return false;
        var bytes = tenant.Guest.Data[..access.Size];
        ref var word = ref words[register.Word];
        if (access.IsWrite)
        {
            var covered = AccessValue.Ones(access.Size) << at.Shift;
            word = word & ~covered | AccessValue.Read(bytes) << at.Shift & covered;
            tenant.HasStored = true;
        }
        else
            AccessValue.Write(bytes, word >> at.Shift & AccessValue.Ones(access.Size));
        tenant.Counts.Copied++;
        tenant.Listener?.OnAccess(new(access.IsWrite ? TraceEventKind.Write : TraceEventKind.Read, access.Region, access.Size, access.Offset, AccessValue.Read(bytes)), device.Nic.ElapsedNs);
        return true;
    }

    private bool IsKnown(ContextInfo item, RegisterInfo register) =>
        item is { Save: SaveRule.Read or SaveRule.Shadow, Restore: RestoreRule.Write, As: null } && register.Bytes <= sizeof(ulong)
        && register.IsReadable && register.HoldsWhatIsWritten && (device.Roles.Of(register.Word) & MovesByItself) == 0
        && !device.Model.Rules.Any(rule => rule.On.Any(on => on.Kind == EventKind.Read && on.Register == register));

    private bool IsStored(ContextInfo item, RegisterInfo register) =>
        item.Save == SaveRule.Read && device.Roles.Of(register.Word) == RegisterRole.None && !device.Model.Resets.Any(reset => reset.Register == register)
        && !device.Model.Paging.Any(paging => paging.Selector == register) && !device.Model.Indexed.Any(pair => pair.Selector == register)
        && !device.Model.Rules.Any(rule => rule.On.Any(on => on.Register == register));

    private static bool IsWholePlace(RegisterInfo register, int region, uint offset, int size)
    {
        foreach (var place in register.Places)
            if (place.Region == region && place.Offset == offset && place.Size == size)
                return true;
        return false;
    }
}
