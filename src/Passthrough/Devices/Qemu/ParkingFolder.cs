namespace Passthrough.Devices.Qemu;

/// <summary>A temporary folder, for its owner only, with the firmware that parks QEMU's processor and the sockets to it.</summary>
internal sealed class ParkingFolder : IDisposable
{
    // QEMU runs inside the folder, so that it needs no paths: they could hold commas, or be too long for a socket.
    public const string Firmware = "park.bin", Qtest = "qtest", DeviceEnd = "device", BenchEnd = "bench", Link = "link";

    /// <summary>The most bytes of a socket's path (unix(7): sun_path is 108 bytes with its end).</summary>
    private const int LongestSocketPath = 107;

    /// <summary>A PC begins 16 bytes below the end of its firmware, here with cli; hlt; and a jump back to hlt.</summary>
    private static ReadOnlySpan<byte> Parked => [0xfa, 0xf4, 0xeb, 0xfd];

    private const int FirmwareBytes = 0x10000, FirstInstruction = 0xfff0;

    private ParkingFolder(string path) => Path = path;

    public string Path { get; }

    public static ParkingFolder? TryMake(string inside, out string? problem)
    {
        if (OperatingSystem.IsWindows())
        {
            problem = "QEMU's NIC needs Unix datagram sockets, which Windows does not have: use the simulated NIC";
            return null;
        }
        problem = null;
        ParkingFolder? folder = null;
        try
        {
            folder = new ParkingFolder(System.IO.Path.Combine(System.IO.Path.GetFullPath(inside), "vpio-" + System.IO.Path.GetRandomFileName()));
            if (System.Text.Encoding.UTF8.GetByteCount(folder.PathOf(DeviceEnd)) > LongestSocketPath)
            {
                problem = $"the path of the temporary folder {inside} is too long for a socket: set TMPDIR to a shorter one";
                return null;
            }
            Directory.CreateDirectory(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var firmware = new byte[FirmwareBytes];
            Parked.CopyTo(firmware.AsSpan(FirstInstruction));
            File.WriteAllBytes(folder.PathOf(Firmware), firmware);
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            folder?.Dispose();
            problem = $"the temporary folder {inside} cannot be used: {exception.Message}; set TMPDIR to one that can be written to";
            return null;
        }
    }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody removed it already; nothing that a caller could do about it.
        }
    }
}
