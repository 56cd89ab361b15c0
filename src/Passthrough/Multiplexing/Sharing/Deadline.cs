namespace Passthrough.Multiplexing.Sharing;

/// <summary>Whether a guest had its time for something: the time in which the host gave guest, device or monitor no processor is not the guest's.</summary>
/// <remarks>
/// A guest in another process lets go of a device when it runs, and a busy host does not run it. But that is not believed for ever: a guest could make its
/// machine wait for processors, so after some deadlines in all its time is over whatever the host does.
/// </remarks>
internal sealed class Deadline(SharedDevice device)
{
    /// <summary>Deadlines after which it is over on a busy host, too.</summary>
    public const int Most = 5;

    private readonly long ns = (long)(device.Options.DeadlineMs * 1e6);
    private long sinceNs = -1, beganNs, withheldNs, dueNs;

    /// <summary>Whether the guest had its time.</summary>
    /// <param name="tenant">The guest.</param>
    /// <param name="fromNs">When its time began.</param>
    public bool IsOver(Tenant tenant, long fromNs)
    {
        var nowNs = device.Nic.ElapsedNs;
        if (nowNs - fromNs <= ns / 4)
            return false; // nearly always; what the host does is only asked where it may matter
        if (sinceNs != fromNs)
        {
            (sinceNs, beganNs, withheldNs) = (fromNs, nowNs, WithheldNs(tenant));
            dueNs = fromNs + ns;
        }
        if (nowNs <= dueNs)
            return false;
        var lateNs = Math.Clamp(WithheldNs(tenant) - withheldNs, 0, nowNs - beganNs);
        dueNs = fromNs + Math.Min(ns + lateNs, Most * ns);
        return nowNs > dueNs;
    }

    private long WithheldNs(Tenant tenant) => tenant.Guest.WithheldNs + device.Nic.WithheldNs;
}
