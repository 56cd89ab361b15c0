using Dmm.Monitoring;
using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>What an event of a recording other than an access is to a monitor.</summary>
internal static class Delivery
{
    /// <summary>Tells the monitor, if it is to know.</summary>
    /// <returns>The cause of an interrupt as the guest read it later; null when nobody did, and for other events.</returns>
    public static ulong? Deliver(DeviceMonitor monitor, in TraceEvent each, CauseLookahead ahead)
    {
        if (each.IsInterrupt)
        {
            var cause = ahead.NextCause();
            monitor.Interrupt(cause);
            return cause;
        }
        if (each.Kind == TraceEventKind.Reset)
            monitor.PowerOn();
        return null;
    }
}
