using Dmm.Devices;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Qemu;

/// <summary>The way to a device in a QEMU process: its registers, its configuration space and its interrupt line.</summary>
/// <remarks>Whatever goes wrong is final: after a lost answer nobody knows to which request the next one belongs.</remarks>
internal interface IDeviceLink : IPolled, IDisposable
{
    /// <summary>Raised for each level of the interrupt line that is learned.</summary>
    event Action<bool>? LevelTold;

    /// <summary>What went wrong; null while nothing has.</summary>
    string? Problem { get; }

    /// <summary>Reads; all ones if the link is broken.</summary>
    ulong Read(RegionSpace space, ulong address, int size);

    /// <summary>Writes; lost if the link is broken.</summary>
    void Write(RegionSpace space, ulong address, int size, ulong value);

    /// <summary>Reads a register of configuration space.</summary>
    uint ReadConfig(int register);

    /// <summary>Writes a register of configuration space.</summary>
    void WriteConfig(int register, uint value);

    /// <summary>Takes what is said unasked, and waits for it no longer than a given time.</summary>
    void Listen(int atMostMs);

    /// <summary>Finds out the level of the interrupt line where it is not told; for when there is nothing else to do.</summary>
    void LookAtLine();
}
