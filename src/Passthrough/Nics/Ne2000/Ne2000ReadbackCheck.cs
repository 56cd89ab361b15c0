using Passthrough.Devices.Simulated;
using Passthrough.Guests.Scripted;

namespace Passthrough.Nics.Ne2000;

/// <summary>Reads back everything that can be read, and compares it with what the driver has set.</summary>
/// <remarks>A device that was taken away and given back with one register wrong is found out here.</remarks>
internal sealed class Ne2000ReadbackCheck(Ne2000Card card, Ne2000Transmitter transmitter, Ne2000Ring ring, Ne2000DriverOptions options)
{
    private const byte CollisionsMask = 0x0f;

    /// <summary>What the card counts, and where its DMA stands: nothing that a driver has set, so it is read and not compared.</summary>
    private static readonly uint[] Own = [Port.Clda0, Port.Clda1, Port.Crda0, Port.Crda1, Port.Cntr0, Port.Cntr1, Port.Cntr2];

    private static readonly uint[] OwnOnPage2 = [Port.Rnpp, Port.Lnpp, Port.Acnt1, Port.Acnt0];

    /// <summary>Reads and compares; remote DMA must be idle.</summary>
    /// <exception cref="GuestGaveUpException">A register is not as it was set.</exception>
    public async ValueTask RunAsync(Ne2000Settings settings)
    {
        Expect("BNRY", ring.Boundary, await card.In(Port.Bnry));
        var status = (byte)await card.In(Port.Tsr);
        if (transmitter is { HasSent: true, IsBusy: false })
            Expect("TSR.PTX", Tsr.Ptx, (byte)(status & Tsr.Ptx));
        var collisions = (byte)await card.In(Port.Ncr);
        Expect("NCR", collisions & CollisionsMask, collisions);
        await card.In(Port.Rsr); // of the last frame received; a driver cannot tell which that was
        foreach (var port in Own)
            await card.In(port);
        await CheckPage1Async(settings);
        await CheckPage2Async(settings);
        await card.Out(Port.Cr, Command.Run);
    }

    private async ValueTask CheckPage1Async(Ne2000Settings settings)
    {
        await card.Out(Port.Cr, Command.RunOnPage1);
        for (var i = 0; i < settings.Par.Length; i++)
            Expect($"PAR{i}", settings.Par[i], await card.In(Port.Par0 + (uint)i));
        for (var i = 0; i < settings.Mar.Length; i++)
            Expect($"MAR{i}", settings.Mar[i], await card.In(Port.Mar0 + (uint)i));
        var current = await card.In(Port.Curr);
        if (current < options.FirstRingPage || current >= options.EndOfRing)
            throw new GuestGaveUpException($"CURR reads 0x{current:x2}, which is no page of the ring");
    }

    private async ValueTask CheckPage2Async(Ne2000Settings settings)
    {
        await card.Out(Port.Cr, Command.RunOnPage2);
        Expect("PSTART", options.FirstRingPage, await card.In(Port.Pstart));
        Expect("PSTOP", options.EndOfRing, await card.In(Port.Pstop));
        await ExpectAsync(Ne2000Readback.Tpsr, "TPSR", Port.Tpsr, transmitter.Page);
        await ExpectAsync(Ne2000Readback.Rcr, "RCR", Port.Rcr, settings.Rcr);
        await ExpectAsync(Ne2000Readback.Tcr, "TCR", Port.Tcr, 0);
        await ExpectAsync(Ne2000Readback.Dcr, "DCR", Port.Dcr, settings.Dcr);
        await ExpectAsync(Ne2000Readback.Imr, "IMR", Port.Imr, card.Mask);
        foreach (var port in OwnOnPage2)
            await card.In(port);
    }

    private async ValueTask ExpectAsync(Ne2000Readback which, string name, uint port, byte expected)
    {
        if ((options.NotReadBack & which) == 0)
            Expect(name, expected, await card.In(port));
    }

    private static void Expect(string name, int expected, ulong value)
    {
        if (value != (ulong)expected)
            throw new GuestGaveUpException($"{name} reads 0x{value:x2}, but the driver had set 0x{expected:x2}");
    }
}
