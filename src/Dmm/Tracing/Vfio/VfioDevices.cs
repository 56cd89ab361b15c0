using System.Text;
using Dmm.Tracing.Devices;

namespace Dmm.Tracing.Vfio;

/// <summary>
/// The devices that a QEMU passes through, by the names that its lines have: a host's PCI address, or the UUID of a mediated device.
/// </summary>
internal sealed class VfioDevices(DeviceChoice choice)
{
    private const int MostDevices = 256;

    private readonly List<VfioDevice> devices = [];

    /// <summary>The device that is meant; null until it is chosen.</summary>
    public VfioDevice? Meant => devices.Find(device => device.Pci == choice.Pci);

    /// <summary>The device of that name, made known if it is new; null when there are too many.</summary>
    public VfioDevice? Find(ReadOnlySpan<byte> name)
    {
        foreach (var device in devices)
        {
            if (name.SequenceEqual(device.Pci.Name))
                return device;
        }

        if (devices.Count == MostDevices)
            return null;
        // Where there is no address, a negative number keeps such devices apart.
        if (!PciAddressText.TryParse(Encoding.Latin1.GetString(name), out var address))
            address = -1 - devices.Count;
        if (choice.Find(address, name) is not { } pci)
            return null;
        devices.Add(new VfioDevice(pci));
        return devices[^1];
    }
}
