using Passthrough.Devices.Simulated;
using Passthrough.Guests.Scripted;

namespace Passthrough.Nics.Ne2000;

/// <summary>Finds a card and starts it (data sheet, Initialization Sequence).</summary>
internal sealed class Ne2000Startup(Ne2000Card card, Ne2000Ring ring, Ne2000Settings settings, Ne2000DriverOptions options)
{
    private const int PromBytes = 32, SignatureAt = 28;
    private const byte Signature = 0x57, AllCauses = 0xff, Monitor = Rcr.Mon, Loopback = 0x02;
    private const int MostLooks = 20;
    private const long LookNs = 1_000_000;

    private readonly byte[] prom = new byte[PromBytes];

    /// <summary>Resets the card and reads its PROM, in monitor mode, for the ring is nowhere yet.</summary>
    /// <exception cref="GuestGaveUpException">There is no such card.</exception>
    public async ValueTask ProbeAsync()
    {
        card.Io.Activity = "looking for its card";
        var value = await card.In(Port.Reset);
        await card.Out(Port.Reset, (byte)value);
        await card.In(Port.Cr); // drivers look whether the reset has left it stopped (FreeBSD: ed_probe_generic8390); not every card's does
        await card.Out(Port.Cr, Command.Stop);
        await card.SetMask(0);
        for (var looks = 0; (await card.In(Port.Isr) & Isr.Rst) == 0; looks++)
        {
            if (looks == MostLooks)
                throw new GuestGaveUpException("the card was reset and does not say so (ISR.RST); is there an NE2000 at these ports?");
            await card.DelayAsync(LookNs);
        }
        await card.Out(Port.Dcr, settings.Dcr);
        await card.Out(Port.Rcr, Monitor);
        await card.Out(Port.Tcr, Loopback);
        await card.DownloadAsync(0, prom);
        if (prom.AsSpan(SignatureAt).ContainsAnyExcept(Signature))
            throw new GuestGaveUpException($"the PROM ends with 0x{prom[^2]:x2} 0x{prom[^1]:x2} in place of 0x57 0x57; is there an NE2000 at these ports?");
        for (var i = 0; options.FindsAddress && i < settings.Par.Length; i++)
            settings.Par[i] = prom[2 * i]; // each byte stands there twice
    }

    /// <summary>Sets everything up in the order that the data sheet gives, and goes on the wire.</summary>
    public async ValueTask StartAsync()
    {
        card.Io.Activity = "starting its card";
        await card.Out(Port.Cr, Command.Stop);
        await card.Out(Port.Dcr, settings.Dcr);
        await card.Out(Port.Rbcr0, 0);
        await card.Out(Port.Rbcr1, 0);
        await card.Out(Port.Rcr, settings.Rcr);
        await card.Out(Port.Tcr, Loopback);
        await card.Out(Port.Bnry, ring.Boundary);
        await card.Out(Port.Pstart, options.FirstRingPage);
        await card.Out(Port.Pstop, options.EndOfRing);
        await card.Out(Port.Tpsr, options.FirstTransmitPage);
        await card.Out(Port.Isr, AllCauses);
        await card.SetMask(card.UsualMask);
        await card.Out(Port.Cr, Command.StopOnPage1);
        for (var i = 0; i < settings.Par.Length; i++)
            await card.Out(Port.Par0 + (uint)i, settings.Par[i]);
        for (var i = 0; i < settings.Mar.Length; i++)
            await card.Out(Port.Mar0 + (uint)i, settings.Mar[i]);
        await card.Out(Port.Curr, options.FirstRingPage);
        await card.Out(Port.Cr, Command.Stop);
        await card.Out(Port.Cr, Command.Run);
        await card.Out(Port.Tcr, 0);
    }

    /// <summary>Goes off the wire; what is on its way comes to its end.</summary>
    public async ValueTask StopAsync()
    {
        card.Io.Activity = "stopping its card";
        await card.SetMask(0);
        await card.Out(Port.Cr, Command.Stop);
        await card.DelayAsync(Ne2000Recovery.StopNs);
        await card.Out(Port.Isr, AllCauses);
    }
}
