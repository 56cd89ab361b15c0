using System.Runtime.CompilerServices;
using Passthrough.Devices.Simulated;
using Passthrough.Guests.Scripted;

namespace Passthrough.Nics.Ne2000;

/// <summary>The card as the parts of its driver see it: ports, remote DMA, and waiting that no interrupt shortens.</summary>
internal sealed class Ne2000Card(Ne2000DriverOptions options) : DriverDevice
{
    /// <summary>How often ISR.RDC is looked for. The last word was moved by then, so the first look finds it on a sound card.</summary>
    private const int MostLooks = 1000;

    /// <summary>What IMR holds while the driver is at work.</summary>
    public byte UsualMask { get; } = (byte)(options.IsPolled ? 0 : options.InterruptMask & (options.LeavesTransmitCause ? ~Isr.Ptx : 0xff));

    /// <summary>What IMR holds now.</summary>
    public byte Mask { get; private set; }

    public PendingRead In(uint port) => Io.Read(port, 1);

    public PendingStep Out(uint port, byte value) => Io.Write(port, 1, value);

    public PendingStep SetMask(byte mask)
    {
        Mask = mask;
        return Out(Port.Imr, mask);
    }

    /// <summary>Reads memory of the card. The memory to fill must be a multiple of an access long.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask DownloadAsync(int address, Memory<byte> into)
    {
        await SetUpAsync(address, into.Length);
        await Out(Port.Cr, Command.RemoteRead);
        if (options.MovesInRuns)
            await Io.ReadRun(Port.Data, options.TransferBytes, into);
        else
            for (var at = 0; at < into.Length; at += options.TransferBytes)
                Put(await Io.Read(Port.Data, options.TransferBytes), into.Span.Slice(at, options.TransferBytes));
        await Out(Port.Cr, Command.Run);
        await Out(Port.Isr, Isr.Rdc);
    }

    /// <summary>Writes memory of the card.</summary>
    /// <returns>False if the card does not say that it was done.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> UploadAsync(int address, Memory<byte> from)
    {
        await Out(Port.Isr, Isr.Rdc);
        await SetUpAsync(address, from.Length);
        await Out(Port.Cr, Command.RemoteWrite);
        if (options.MovesInRuns)
            await Io.WriteRun(Port.Data, options.TransferBytes, from);
        else
            for (var at = 0; at < from.Length; at += options.TransferBytes)
                await Io.Write(Port.Data, options.TransferBytes, Take(from.Span.Slice(at, options.TransferBytes)));
        for (var looks = 0; (await In(Port.Isr) & Isr.Rdc) == 0; looks++)
            if (looks == MostLooks)
                return false;
        await Out(Port.Cr, Command.Run);
        await Out(Port.Isr, Isr.Rdc);
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SetUpAsync(int address, int byteCount)
    {
        await Out(Port.Rbcr0, (byte)byteCount);
        await Out(Port.Rbcr1, (byte)(byteCount >> 8));
        await Out(Port.Rsar0, (byte)address);
        await Out(Port.Rsar1, (byte)(address >> 8));
        if (options.SplitsSetup)
            await DoOtherThingsAsync();
    }

    /// <summary>Registers on both pages, read and written, none of which has to do with remote DMA.</summary>
    private async ValueTask DoOtherThingsAsync()
    {
        await In(Port.Tsr);
        await In(Port.Ncr);
        await Out(Port.Cr, Command.RunOnPage1);
        await In(Port.Par0);
        await Out(Port.Cr, Command.Run);
        await In(Port.Bnry);
        await SetMask(Mask);
    }

    private static void Put(ulong value, Span<byte> into)
    {
        for (var i = 0; i < into.Length; i++)
            into[i] = (byte)(value >> (8 * i));
    }

    private static ulong Take(ReadOnlySpan<byte> from)
    {
        ulong value = 0;
        for (var i = 0; i < from.Length; i++)
            value |= (ulong)from[i] << (8 * i);
        return value;
    }
}
