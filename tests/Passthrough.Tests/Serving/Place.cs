using Dmm.Devices;
using Microsoft.Win32.SafeHandles;
using Passthrough.Guests;
using Passthrough.Guests.VfioUser;
using Passthrough.SystemCalls;

namespace Passthrough.Tests.Serving;

/// <summary>A place for a guest, without a device: the test says what the device answers.</summary>
internal sealed class Place : IDisposable
{
    public const uint ConfigRegion = 7;

    private static readonly PciFunction Function = new()
    {
        Identity = new PciIdentity(0x10ec, 0x8029),
        Bars = [new PciBar(0, IsPorts: true, 32), new PciBar(1, IsPorts: false, 4096)],
    };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public Place()
    {
        Path = System.IO.Path.Combine(folder.FullName, "s");
        Guest = new VfioUserGuest("alpha", Function, Connection.TryListen(Path, out _)!);
    }

    public string Path { get; }

    public VfioUserGuest Guest { get; }

    public long NowNs { get; set; } = 1_000_000_000;

    /// <summary>A client that has agreed on a version.</summary>
    public Client Attach()
    {
        var client = new Client(Path);
        Run();
        Assert.Equal(0u, Ask(client, MessageKind.Version, [0, 0, 0, 0, .. "{}\0"u8]).Error);
        return client;
    }

    /// <summary>Runs the place until it needs something; a device like new is given at once.</summary>
    public GuestRequest Run()
    {
        GuestRequest request;
        do
            request = Guest.Run(NowNs);
        while (request.Kind == GuestRequestKind.Restart);
        return request;
    }

    /// <summary>A request and its reply.</summary>
    public Reply Ask(Client client, MessageKind kind, ReadOnlySpan<byte> body, params ReadOnlySpan<SafeFileHandle> descriptors)
    {
        client.Send(kind, body, 0, descriptors);
        Run();
        return client.TryTake() ?? throw new InvalidOperationException("there is no reply");
    }

    /// <summary>Writes the command register.</summary>
    public void Command(Client client, ushort value) =>
        Assert.Equal(0u, Ask(client, MessageKind.WriteRegion, Client.Access(ConfigRegion, 4, 2, (byte)value, (byte)(value >> 8))).Error);

    /// <summary>Memory as QEMU makes it: it cannot become shorter.</summary>
    public static SafeFileHandle Memory(long bytes, bool isSealed = true)
    {
        var file = Libc.CreateMemory("test", Libc.MemoryCloseOnExec | Libc.MemoryCanBeSealed);
        RandomAccess.SetLength(file, bytes);
        if (isSealed)
            _ = Libc.Describe(file, Libc.AddSeals, Libc.SealShrink);
        return file;
    }

    public void Dispose()
    {
        Guest.Dispose();
        folder.Delete(recursive: true);
    }
}
