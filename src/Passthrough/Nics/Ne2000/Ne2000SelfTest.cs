using System.Runtime.CompilerServices;
using Passthrough.Devices.Simulated;
using Passthrough.Peers;

namespace Passthrough.Nics.Ne2000;

/// <summary>A test as the diagnostics of drivers make it: a frame to its own station in loopback, which leaves no trace on the wire (AN-937).</summary>
/// <remarks>
/// The card hears the frame and counts an error of its check sequence, since the one generator makes or checks (AN-937, 6.0). The driver
/// looks at the tally counters when it reads its registers back: until then they hold something of this guest.
/// </remarks>
internal sealed class Ne2000SelfTest(Ne2000Card card, Ne2000Transmitter transmitter, Ne2000Settings settings, Ne2000DriverOptions options)
{
    private const byte Loopback = 0x02; // within the DP8390
    private const int MostLooks = 100;
    private const long LookNs = 100_000; // a frame of the least length takes about 60 us

    private readonly byte[] frame = FrameTo(settings.Par);

    /// <summary>Stops the NIC and tests it; nothing may be in hand, and what is on the wire meanwhile is not heard.</summary>
    /// <returns>False if the card did not take the frame, or is not done with it in time.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> RunAsync()
    {
        await card.SetMask(0);
        await card.Out(Port.Cr, Command.Stop);
        await card.DelayAsync(Ne2000Recovery.StopNs);
        await card.Out(Port.Tcr, Loopback);
        await card.Out(Port.Cr, Command.Run);
        if (!await transmitter.SendForNobodyAsync(frame) || !await IsOverAsync())
            return false;
        await card.Out(Port.Isr, (byte)(Isr.Rxe | (options.LeavesTransmitCause ? 0 : Isr.Ptx | Isr.Txe)));
        await card.Out(Port.Tcr, 0);
        await card.SetMask(card.UsualMask);
        return true;
    }

    private async ValueTask<bool> IsOverAsync()
    {
        for (var looks = 0; (await card.In(Port.Cr) & Cr.Txp) != 0; looks++)
        {
            if (looks == MostLooks)
                return false;
            await card.DelayAsync(LookNs);
        }
        return true;
    }

    private static byte[] FrameTo(ReadOnlySpan<byte> station)
    {
        var frame = new byte[WorkloadFrame.LeastBytes];
        station.CopyTo(frame);
        station.CopyTo(frame.AsSpan(WorkloadFrame.AddressBytes));
        return frame;
    }
}
