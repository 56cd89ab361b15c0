using System.Buffers.Binary;

namespace Passthrough.Devices.Vfio;

/// <summary>Memory of this process in place of a card's registers: what is read is what was written last, and in the beginning the offset.</summary>
/// <remarks>So a page that is mapped at a wrong place shows itself by what is read there.</remarks>
internal sealed class StandInRegisters : IRegisterMemory
{
    private readonly Dictionary<int, (UnnamedFile File, VfioBar Bar)> regions = [];

    private StandInRegisters()
    {
    }

    /// <summary>Makes some regions.</summary>
    /// <param name="sizes">How many bytes each has, by its number.</param>
    /// <param name="problem">Why there are none.</param>
    public static StandInRegisters? TryMake(IReadOnlyDictionary<int, int> sizes, out string? problem)
    {
        var made = new StandInRegisters();
        problem = null;
        foreach (var (region, bytes) in sizes)
        {
            if (UnnamedFile.TryMake(bytes, out problem) is not { } file)
            {
                made.Dispose();
                return null;
            }
            made.regions.Add(region, (file, new VfioBar(file.Handle, new RegionInfo { Flags = VfioApi.CanMap, Bytes = (ulong)bytes })));
        }
        return made;
    }

    /// <inheritdoc/>
    public VfioBar? Find(int region) => regions.TryGetValue(region, out var found) ? found.Bar : null;

    /// <inheritdoc/>
    public string? Reset()
    {
        foreach (var (file, _) in regions.Values)
            for (var at = 0; at < file.Bytes.Length; at += sizeof(uint))
                BinaryPrimitives.WriteInt32LittleEndian(file.Bytes[at..], at);
        return null;
    }

    public void Dispose()
    {
        foreach (var (file, bar) in regions.Values)
        {
            bar.Dispose();
            file.Dispose();
        }
    }
}
