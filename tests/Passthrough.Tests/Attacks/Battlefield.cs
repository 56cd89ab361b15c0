using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Memory;
using Dmm.Modeling.Loading;
using Passthrough.Devices.Qemu;
using Passthrough.Guests.Scripted;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Passthrough.Tests.Multiplexing;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Attacks;

/// <summary>A NIC of QEMU, the memory of an attacker with the windows of its script, and bystanders on all sides of it.</summary>
/// <remarks>
/// An address of the attacker's that it does not own goes to the device as it is, if it gets there at all, and so into memory of the monitor; what
/// runs over the end of its last window goes into the other guest's.
/// </remarks>
internal sealed class Battlefield : IDisposable
{
    private const int Mib = 1 << 20;
    private const long LongestNs = 10_000_000_000;

    private readonly QemuNic qemu;

    public Battlefield(LiveDevice device, IReadOnlyList<MemoryWindow> windows)
    {
        Device = device;
        var end = windows.Max(window => window.Start + window.Size);
        var guestMib = (int)((end + Mib - 1) / Mib);
        Shift = (ulong)guestMib * Mib - end;
        var path = RepositoryFiles.PathOf("models", device.Model + ".yaml");
        var result = ModelLoader.Load(path, File.ReadAllBytes(path), device.Variant);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        Tables = TableCompiler.Compile(result.Model, HookGoals.Handoff | HookGoals.Dma);
        qemu = Started.Nic(new QemuNicOptions { Device = device.Device, Guests = 2, MemoryMib = guestMib });
        Memory = new NarrowMemory(qemu.GuestMemories[0], windows, Shift);
        Nic = new NarrowNic(qemu, Memory, device.Resets);
        Bystanders = new Bystanders(qemu, windows, Shift, (ulong)guestMib * Mib, MonitorArea.CopiesOf(result.Model, result.Model.Delivery is { Own.IsAlways: true } ring ? ring : null, guest: 1));
        Windows = windows;
    }

    public LiveDevice Device { get; }

    public MonitorTables Tables { get; }

    public NarrowNic Nic { get; }

    /// <summary>The attacker's.</summary>
    public IGuestMemory Memory { get; }

    public Bystanders Bystanders { get; }

    /// <summary>Where the device finds the other guest's memory.</summary>
    public ulong OtherAtDevice => qemu.GuestMemories[1].AtDevice(0);

    private IReadOnlyList<MemoryWindow> Windows { get; }

    private ulong Shift { get; }

    /// <summary>Runs a guest that has the NIC, guarded by its model, and nothing in its memory.</summary>
    public Tenant Run(AttackWire wire, Func<GuestIo, Func<long>, Task> attack)
    {
        ClearMemory();
        var multiplexer = new Multiplexer(Tables, Nic, wire, new FairScheduler(), new SharingOptions { Frames = FramePolicy.Drop });
        Tenant? tenant = null;
        tenant = multiplexer.Add(new ScriptedGuest("attacker", new ScriptOf(io => attack(io, () => tenant!.Counts.Denied))));
        multiplexer.Run(Nic.ElapsedNs + LongestNs);
        Assert.True(tenant.HasEnded && multiplexer.Problem is null && Nic.Failure is null, $"the attack did not come to its end: {multiplexer.Problem}{Nic.Failure}");
        Drain(wire);
        Nic.Reset();
        return tenant;
    }

    /// <summary>Whether a frame of <see cref="AttackWire"/> stands in the attacker's memory.</summary>
    public bool HasReceived()
    {
        var bytes = new byte[Windows.Max(window => (int)window.Size)];
        foreach (var window in Windows)
            if (Memory.TryRead(window.Start, bytes.AsSpan(0, (int)window.Size)) && bytes.AsSpan(0, (int)window.Size).IndexOf(AttackWire.Middle) >= 0)
                return true;
        return false;
    }

    /// <summary>Takes all that the NIC has sent by now.</summary>
    public void Drain(AttackWire wire)
    {
        Nic.Advance(0);
        while (Nic.TryTakeSent(out var frame))
            wire.Receive(frame, Nic.ElapsedNs);
    }

    /// <summary>A guest waits until frames have come in, or will not.</summary>
    public async Task ReceiveAsync(GuestIo io, AttackWire wire)
    {
        const long stepNs = 300_000;
        Nic.Advance(Device.DeafNs(Nic));
        wire.LetFramesCome();
        for (var step = 0; step < 8; step++)
        {
            await io.Wait(io.NowNs); // lets the wire move
            Nic.Advance(stepNs);
        }
    }

    public void Dispose() => Nic.Dispose();

    private void ClearMemory()
    {
        foreach (var window in Windows)
            Assert.True(Memory.TryWrite(window.Start, new byte[window.Size]));
    }
}
