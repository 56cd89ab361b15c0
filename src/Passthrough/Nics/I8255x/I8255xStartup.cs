using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using static Passthrough.Nics.I8255x.I8255xRegisters;

namespace Passthrough.Nics.I8255x;

/// <summary>Finds a chip, resets it, and gives it its lists (manual, 8.1).</summary>
internal sealed class I8255xStartup(I8255xChip chip, I8255xCommandList commands, I8255xReceiveList areas, I8255xDriverOptions options)
{
    private const long ResetNs = 100_000;
    private const int MostLooks = 100;

    private readonly I8255xEeprom eeprom = new(chip);
    private ulong counters;

    /// <summary>The mask while the driver is at work.</summary>
    public byte UsualMask { get; } = options.IsPolled ? MaskAll : (byte)0;

    /// <summary>Resets the chip and gives it its lists from their first entries on.</summary>
    /// <exception cref="GuestGaveUpException">There is none.</exception>
    public async ValueTask StartAsync(IFrameEvents events)
    {
        for (var times = 0; options.ReadsEeprom && times < 2; times++)
            await eeprom.CompareAsync();
        if (options.LoadsCode)
        {
            await ResetAsync();
            await commands.LoadCodeAsync();
            await SettleAsync(events);
            await chip.ReadAsync(Causes); // all are masked: they wait for the driver to look
        }
        await ResetAsync();
        await chip.CommandAsync(Counters, (uint)counters);
        await commands.ConfigureAsync();
        await SettleAsync(events);
        await chip.CommandAsync(ReceiveStart, areas.Next);
        if (options.PauseThreshold != 0)
            await chip.Write(PauseThreshold, options.PauseThreshold);
        await chip.Write(Causes, 0xff);
        await chip.Write(Mask, UsualMask);
    }

    private async ValueTask ResetAsync()
    {
        chip.Io.Activity = "starting its chip";
        await chip.WriteWord(Port, 0);
        await chip.DelayAsync(ResetNs);
        await chip.Write(Mask, MaskAll);
        var status = await chip.ReadAsync(Status);
        if ((status & (ReceiveState | CommandState)) != 0)
            throw new GuestGaveUpException($"after a reset the status is 0x{status:x2}, and an 82559 shows both of its units idle; is there one?");
        if (counters == 0)
            counters = chip.Memory.Allot(CounterBytes);
        commands.Forget();
        areas.Forget();
        await chip.CommandAsync(CommandBase, options.Base);
        await chip.CommandAsync(ReceiveBase, options.Base);
    }

    /// <summary>Waits until all blocks are done.</summary>
    private async ValueTask SettleAsync(IFrameEvents events)
    {
        for (var looks = 0; commands.HasBlocksInHand; looks++)
        {
            if (looks == MostLooks)
                throw new GuestGaveUpException("the chip does not take its configuration");
            await chip.DelayAsync(ResetNs);
            commands.Reap(events);
        }
    }

    /// <summary>Stops the receive unit; the command unit stops by itself.</summary>
    public async ValueTask StopAsync()
    {
        chip.Io.Activity = "stopping its chip";
        await chip.Write(Mask, MaskAll);
        await chip.CommandAsync(ReceiveAbort);
    }

    /// <summary>Has the counters dumped.</summary>
    public ValueTask CountAsync() => chip.CommandAsync(DumpCounters);
}
