using Passthrough.Guests.Scripted;
using static Passthrough.Nics.Virtio.VirtioRegisters;

namespace Passthrough.Nics.Virtio;

/// <summary>Finds a device, agrees upon features with it, gives it its queues, and stops it (3.1.1, 5.1.5).</summary>
internal sealed class VirtioStartup(VirtioChip chip, VirtioTransmitQueue transmitQueue, VirtioReceiveQueue receiveQueue, byte[] address, VirtioDriverOptions options)
{
    private const int MostLooks = 100;
    private const long LookNs = 100_000;

    /// <summary>The features that the driver accepts, of the lower half.</summary>
    private uint Wanted => HasMac | HasStatus | (options.JoinsBuffers ? JoinsBuffers : 0);

    /// <summary>Resets the device and starts it.</summary>
    /// <exception cref="GuestGaveUpException">There is none, or it does not offer what the driver needs.</exception>
    public async ValueTask StartAsync()
    {
        chip.Io.Activity = "looking for its device";
        if (!await StopAsync())
            throw new GuestGaveUpException("the device was reset and does not come back (device_status); is there a virtio device?");
        await chip.Write(Status, 1, Acknowledge);
        await chip.Write(Status, 1, Acknowledge | Driver);
        var (low, high) = (await OfferedAsync(0), await OfferedAsync(1));
        if ((low & Wanted) != Wanted || (high & Version1) == 0)
            throw new GuestGaveUpException($"the device offers the features 0x{high:x8}{low:x8}, and its driver needs 0x{Version1:x8}{Wanted:x8}");
        await AcceptAsync(0, Wanted);
        await AcceptAsync(1, Version1);
        await chip.Write(Status, 1, Acknowledge | Driver | FeaturesOk);
        if ((await chip.Read(Status, 1) & FeaturesOk) == 0)
            throw new GuestGaveUpException("the device does not agree to what it has offered (FEATURES_OK)");
        for (var i = 0u; i < address.Length; i++)
            address[i] = (byte)await chip.Read(Mac + i, 1);
        chip.Io.Activity = "starting its device";
        receiveQueue.Fill();
        transmitQueue.Forget();
        await receiveQueue.Queue.PlaceAsync();
        await transmitQueue.Queue.PlaceAsync();
        await chip.Write(Status, 1, Acknowledge | Driver | FeaturesOk | DriverOk);
        await receiveQueue.Queue.Ring();
    }

    /// <summary>Resets the device.</summary>
    /// <returns>False if it does not come to rest.</returns>
    public async ValueTask<bool> StopAsync()
    {
        await chip.Write(Status, 1, 0);
        for (var looks = 0; looks < MostLooks; looks++)
        {
            if (await chip.Read(Status, 1) == 0)
                return true;
            await chip.DelayAsync(LookNs);
        }
        return false;
    }

    /// <summary>Compares what the device holds with what it was given.</summary>
    /// <exception cref="GuestGaveUpException">A register does not hold that.</exception>
    public async ValueTask CompareAsync()
    {
        chip.Io.Activity = "comparing registers";
        var status = await chip.Read(Status, 1);
        if (status != (Acknowledge | Driver | FeaturesOk | DriverOk))
            throw new GuestGaveUpException($"the status of the device is 0x{status:x2}");
        await chip.Write(DriverFeatureSelect, 4, 0);
        var accepted = await chip.Read(DriverFeature, 4);
        if (accepted != Wanted)
            throw new GuestGaveUpException($"the device holds the features 0x{accepted:x8}, and the driver accepted 0x{Wanted:x8}");
        await receiveQueue.Queue.CompareAsync();
        await transmitQueue.Queue.CompareAsync();
        var found = new byte[address.Length];
        for (var i = 0u; i < found.Length; i++)
            found[i] = (byte)await chip.Read(Mac + i, 1);
        if (!found.AsSpan().SequenceEqual(address))
            throw new GuestGaveUpException($"the device has the address {Convert.ToHexString(found)}, and had {Convert.ToHexString(address)}");
    }

    private async ValueTask<uint> OfferedAsync(uint half)
    {
        await chip.Write(DeviceFeatureSelect, 4, half);
        return (uint)await chip.Read(DeviceFeature, 4);
    }

    private async ValueTask AcceptAsync(uint half, uint features)
    {
        await chip.Write(DriverFeatureSelect, 4, half);
        await chip.Write(DriverFeature, 4, features);
    }
}
