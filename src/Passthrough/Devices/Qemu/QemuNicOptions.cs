using Passthrough.SystemCalls;

namespace Passthrough.Devices.Qemu;

/// <summary>What can be chosen about a NIC that QEMU models.</summary>
public sealed record QemuNicOptions
{
    /// <summary>The PCI device's name in <c>-device help</c> of QEMU.</summary>
    public required string Device { get; init; }

    /// <summary>The six bytes of the station address that the device is given.</summary>
    public IReadOnlyList<byte> StationAddress { get; init; } = [0x52, 0x54, 0x00, 0x12, 0x34, 0x56];

    /// <summary>For how many guests it has memory that the device reaches by DMA; 0 for a device without DMA.</summary>
    public int Guests { get; init; }

    /// <summary>How much memory each of them has, in MiB.</summary>
    public int MemoryMib { get; init; } = DefaultMemoryMib;

    /// <summary>The time in which the device takes no frames; null if it has none.</summary>
    internal DeafTime? DeafTime { get; init; }

    /// <summary>The memory of guests in other processes; null for guests of this one. The device reaches that of its owner alone then.</summary>
    internal IReadOnlyList<IReachableMemory>? Served { get; init; }

    /// <summary>Who may have something to say while the device has nothing to do.</summary>
    internal IReadOnlyList<IPolled> Neighbors { get; init; } = [];

    /// <summary>QEMU's name on PATH, or a path to it.</summary>
    public string Program { get; init; } = "qemu-system-x86_64";

    /// <summary>Where the folder with its sockets is made.</summary>
    public string TemporaryFolder { get; init; } = Path.GetTempPath();

    /// <summary>How long QEMU may take to start.</summary>
    public int StartWithinMs { get; init; } = 10_000;

    /// <summary>How long QEMU may take to answer one command; after that the device counts as gone.</summary>
    public int AnswerWithinMs { get; init; } = 5_000;

    /// <summary>What is wrong with the options and what to do about it; null if nothing is.</summary>
    internal string? Problem =>
        Device.Length == 0 || !Device.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? $"'{Device}' is no name of a QEMU device: use one of those that {Program} -device help lists"
        : StationAddress.Count != 6 ? $"a station address has six bytes, not {StationAddress.Count}"
        : StartWithinMs <= 0 || AnswerWithinMs <= 0 ? "QEMU must be given more than 0 ms to start and to answer"
        : Guests is < 0 or > MachineMemory.MostGuests ? $"QEMU's NIC has memory for 0 to {MachineMemory.MostGuests} guests, not for {Guests}"
        : MemoryMib is < 1 or > MachineMemory.MostGuestMib ? $"a guest has 1 to {MachineMemory.MostGuestMib} MiB of memory, not {MemoryMib}"
        : null;

    internal const int DefaultMemoryMib = 4;
}
