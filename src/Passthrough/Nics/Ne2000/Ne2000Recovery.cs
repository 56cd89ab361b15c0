using Passthrough.Devices.Simulated;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Ne2000;

/// <summary>The procedure for a ring that overflowed (data sheet, Buffer Ring Overflow).</summary>
/// <remarks>
/// The NIC is stopped with a frame perhaps on its way, and whether that went out only the driver can tell: by PTX or TXE in ISR, or,
/// where it never clears PTX, by TSR, which the command to send has cleared. ISR.RST says nothing reliable here, so time is waited for.
/// </remarks>
internal sealed class Ne2000Recovery(Ne2000Card card, Ne2000Transmitter transmitter, Ne2000Ring ring, Ne2000DriverOptions options)
{
    /// <summary>
    /// The data sheet has at least 1.6 ms, in which the longest frame on the wire comes to its end. Ours may wait for that one and be as
    /// long, and must not go out in loopback: so twice as much.
    /// </summary>
    public const long StopNs = 3_200_000;

    private const byte Loopback = 0x02;

    /// <summary>Stops the NIC, empties the ring, and starts it again.</summary>
    /// <returns>False if the ring makes no sense.</returns>
    public async ValueTask<bool> RunAsync(IFrameEvents events)
    {
        await card.SetMask(0); // the line is low meanwhile, so that nothing cuts the wait short
        var wasSending = (await card.In(Port.Cr) & Cr.Txp) != 0;
        await card.Out(Port.Cr, Command.Stop);
        await card.DelayAsync(StopNs);
        await card.Out(Port.Rbcr0, 0);
        await card.Out(Port.Rbcr1, 0);
        var mustSendAgain = wasSending && !await FrameIsOverAsync();
        await card.Out(Port.Tcr, Loopback);
        await card.Out(Port.Cr, Command.Run);
        if (!await ring.DrainAsync(events))
            return false;
        await card.Out(Port.Isr, Isr.Ovw);
        await card.Out(Port.Tcr, 0);
        if (mustSendAgain)
            await transmitter.SendAgainAsync();
        await card.SetMask(card.UsualMask);
        return true;
    }

    private async ValueTask<bool> FrameIsOverAsync() => options.LeavesTransmitCause
        ? await card.In(Port.Tsr) != 0
        : (await card.In(Port.Isr) & (Isr.Ptx | Isr.Txe)) != 0;
}
