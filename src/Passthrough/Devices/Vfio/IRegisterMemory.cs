namespace Passthrough.Devices.Vfio;

/// <summary>Registers that a guest's accesses are made on, by region: those of a card, or memory in their place.</summary>
internal interface IRegisterMemory : IDisposable
{
    /// <summary>A region; null if there is none.</summary>
    VfioBar? Find(int region);

    /// <summary>Makes all as it was at the beginning.</summary>
    /// <returns>Why that failed; null if it did not.</returns>
    string? Reset();
}
