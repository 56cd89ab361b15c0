using Passthrough.Guests.Scripted;
using static Passthrough.Nics.Tulip.TulipRegisters;

namespace Passthrough.Nics.Tulip;

/// <summary>Finds a chip, gives it its rings, and starts and stops it (manual, Initialization).</summary>
internal sealed class TulipStartup(TulipChip chip, TulipTransmitRing transmitRing, TulipReceiveRing receiveRing, TulipDriverOptions options)
{
    private const int MostLooks = 100;
    private const long LookNs = 100_000;

    private readonly TulipRom rom = new(chip);

    /// <summary>CSR0 while the driver is at work: entries are side by side, the lowest byte first.</summary>
    public uint UsualBusMode { get; } = (uint)options.Burst << BurstShift;

    /// <summary>CSR6 while the driver is at work.</summary>
    public uint UsualOperation { get; } = Transmit | Receive | (options.IsPromiscuous ? Promiscuous : 0) | (uint)options.Threshold << ThresholdShift;

    /// <summary>CSR7 while the driver is at work.</summary>
    public uint UsualEnable { get; } = options.IsPolled ? 0 : Sent | Received | NoReceiveEntry | BusError | Normal | Abnormal;

    /// <summary>CSR14, whose value shows whether another guest's is there; nothing depends on it where the PHY is outside of the chip.</summary>
    public uint UsualSerial { get; } = (uint)options.TransmitEntries;

    /// <summary>Resets the chip.</summary>
    /// <exception cref="GuestGaveUpException">There is none.</exception>
    public async ValueTask ProbeAsync()
    {
        chip.Io.Activity = "looking for its chip";
        await chip.Write(BusMode, Reset);
        await chip.DelayAsync(LookNs);
        var status = await chip.ReadAsync(Status);
        if (status == uint.MaxValue || (status & UnitStates) != 0)
            throw new GuestGaveUpException($"after a reset CSR5 is 0x{status:x8}, and a 21143 shows both of its units stopped; is there one?");
        await chip.Write(BusMode, UsualBusMode);
        for (var times = 0; options.ReadsRom && times < 2; times++)
            await rom.CompareAsync();
    }

    /// <summary>Gives the chip, which must be stopped, its rings from their first entries on.</summary>
    public async ValueTask StartAsync()
    {
        chip.Io.Activity = "starting its chip";
        receiveRing.Forget();
        transmitRing.Forget();
        transmitRing.GiveSetup();
        await chip.Write(Status, Causes);
        await chip.Write(Serial, UsualSerial);
        await chip.Write(ReceiveRing, (uint)receiveRing.Start);
        await chip.Write(TransmitRing, (uint)transmitRing.Start);
        await chip.Write(Operation, UsualOperation);
        await chip.Write(TransmitPoll, 0);
        await chip.Write(Enable, UsualEnable);
    }

    /// <summary>Stops both units.</summary>
    /// <returns>False if the chip does not come to rest.</returns>
    public async ValueTask<bool> StopAsync()
    {
        chip.Io.Activity = "stopping its chip";
        await chip.Write(Enable, 0);
        await chip.Write(Operation, UsualOperation & ~(Transmit | Receive));
        for (var looks = 0; looks < MostLooks; looks++)
        {
            if ((await chip.ReadAsync(Status) & UnitStates) == 0)
                return true;
            await chip.DelayAsync(LookNs);
        }
        return false;
    }
}
