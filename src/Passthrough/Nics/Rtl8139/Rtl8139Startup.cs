using System.Buffers.Binary;
using Passthrough.Guests.Scripted;
using static Passthrough.Nics.Rtl8139.Rtl8139Registers;

namespace Passthrough.Nics.Rtl8139;

/// <summary>Finds a card, starts it and stops it.</summary>
/// <remarks>CpCmd is written before the rings (data sheet of the RTL8139C+, 6.33), and RCR and TCR with both units on, for they ignore it otherwise (Linux, 8139too.c).</remarks>
internal sealed class Rtl8139Startup(Rtl8139Card card, IRtl8139Transmitter transmitter, IRtl8139Receiver receiver, ReadOnlyMemory<byte> station, Rtl8139DriverOptions options)
{
    private const int MostLooks = 200, Slots = 4;
    private const long LookNs = 1_000_000;
    private const ushort AllCauses = 0xffff;
    private const uint VersionBits = 0x6000_0000; // TCR: set in the version of every chip of the family (Linux, 8139too.c)
    private const byte WholeFrames = 0x3f; // ETThR: a frame is sent when all of it is there

    private readonly byte[] idr = [.. station.Span, 0, 0];
    private readonly Rtl8139Eeprom eeprom = new(card);

    /// <summary>Resets the card.</summary>
    /// <exception cref="GuestGaveUpException">There is none.</exception>
    public async ValueTask ProbeAsync()
    {
        for (var times = 0; options.ReadsEeprom && times < 2; times++)
            await eeprom.CompareAsync();
        card.Io.Activity = "looking for its card";
        if (options.HaltsClock)
            await card.Out8(HaltClock, Run);
        await card.Out8(Cr, Reset);
        for (var looks = 0; (await card.In8(Cr) & Reset) != 0; looks++)
        {
            if (looks == MostLooks)
                throw new GuestGaveUpException("the card was reset and does not say that it is over (CR.RST); is there an RTL8139?");
            await card.DelayAsync(LookNs);
        }
        var version = (uint)await card.In32(Tcr);
        if ((version & VersionBits) != VersionBits || version == uint.MaxValue) // all ones: nothing is there
            throw new GuestGaveUpException("the version of the card (TCR) is none of an RTL8139; is there another card?");
        await card.Out16(Imr, 0);
        if (options is { UsesDescriptors: true, TriesSlots: true })
            await TrySlotsAsync();
    }

    /// <summary>Looks whether the card is an RTL8139 in C mode: it keeps the addresses of its transmit slots.</summary>
    private async ValueTask TrySlotsAsync()
    {
        card.Io.Activity = "trying the slots of C mode";
        for (uint slot = 0; slot < Slots; slot++)
            await card.Out32(Tsad0 + 4 * slot, 0x1000 * (slot + 1));
        for (uint slot = 0; slot < Slots; slot++)
            if (await card.In32(Tsad0 + 4 * slot) is var kept && kept != 0x1000 * (slot + 1))
                throw new GuestGaveUpException($"the address of transmit slot {slot} is 0x{kept:x}, and 0x{0x1000 * (slot + 1):x} was written; is there an RTL8139?");
    }

    /// <summary>Sets everything up and goes on the wire.</summary>
    public async ValueTask StartAsync()
    {
        card.Io.Activity = "starting its card";
        await card.Out8(Cr9346, Unlocked);
        await card.Out32(Idr0, BinaryPrimitives.ReadUInt32LittleEndian(idr));
        await card.Out32(Idr0 + 4, BinaryPrimitives.ReadUInt32LittleEndian(idr.AsSpan(4)));
        if (options.Mark != 0)
            await TuneAsync();
        await card.Out8(Cr9346, Locked);
        if (options.UsesDescriptors)
            await card.Out16(CpCmd, Descriptors);
        await receiver.SetUpAsync();
        await transmitter.SetUpAsync();
        await card.Out8(Cr, TransmitterOn | ReceiverOn);
        if (options.UsesDescriptors)
            await card.Out8(EtThr, WholeFrames);
        await card.Out32(Mar0, uint.MaxValue - options.Mark);
        await card.Out32(Mar0 + 4, uint.MaxValue - options.Mark);
        await card.Out32(Rcr, receiver.Setup | ReceiveUnlimited | AcceptStation | AcceptBroadcast | (options.IsPromiscuous ? AcceptAll | AcceptGroups : 0));
        await card.Out32(Tcr, TransmitSetup | (uint)(options.Mark & 7) << 4);
        await card.Out32(Mpc, 0);
        await card.Out16(MulInt, options.Mark);
        await card.Out16(Isr, AllCauses);
        await card.Out16(Imr, card.Mask);
    }

    /// <summary>Sets what a card works without, so that it differs from what others set: the timer counts for longer than any run.</summary>
    private async ValueTask TuneAsync()
    {
        await card.Out8(Config1, (byte)(options.Mark << 4));
        await card.Out8(Config3, (byte)(options.Mark << 4 & 0x70));
        await card.Out8(Config4, (byte)(options.Mark << 4));
        await card.Out16(Bmcr, (ushort)(0x1000 | (options.Mark & 1) << 8));
        await card.Out16(Anar, (ushort)(0x01e1 | options.Mark << 10 & 0x1c00));
        await card.Out32(TimerInt, 0xfff0_0000 | options.Mark);
    }

    /// <summary>Goes off the wire.</summary>
    public async ValueTask StopAsync()
    {
        card.Io.Activity = "stopping its card";
        await card.Out16(Imr, 0);
        await card.Out8(Cr, 0);
        if (options.UsesDescriptors)
            await card.Out16(CpCmd, 0);
        await card.Out16(Isr, AllCauses);
        if (options.HaltsClock)
            await card.Out8(HaltClock, Halt);
    }
}
