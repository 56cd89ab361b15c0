using Dmm.Devices;
using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Passthrough.Costs.Exits;

/// <summary>Where a guest finds the registers that a driver used: regions in memory side by side, each at a page, and ports.</summary>
internal sealed class RegisterPlaces
{
    private const int FirstPort = 0x1000, MostSize = 4;

    private readonly List<RegionPlace> places = [];

    /// <summary>Places the regions of a model that some accesses reach, as far as they are reached.</summary>
    public RegisterPlaces(DeviceModel model, IReadOnlyList<TraceEvent> accesses)
    {
        Problem = accesses.Count > ReplayProgram.MostAccesses ? $"the recording has {accesses.Count:N0} accesses, and a guest makes {ReplayProgram.MostAccesses:N0} at most: record a shorter one"
            : accesses.Any(access => access.Size > MostSize) ? "the recording has accesses of 8 bytes, which 16-bit code does not make"
            : null;
        var (port, at) = (FirstPort, 0);
        foreach (var region in model.Regions.Where(region => !region.IsBehindIndex))
        {
            var end = accesses.Where(access => access.Region == region.Number).Select(access => access.Offset + (uint)access.Size).DefaultIfEmpty(0u).Max();
            if (end == 0)
                continue;
            var bytes = (int)Math.Min((end + HookPlan.PageBytes - 1) / HookPlan.PageBytes * HookPlan.PageBytes, int.MaxValue & ~(HookPlan.PageBytes - 1));
            var isPort = region.Space == RegionSpace.Port;
            places.Add(new RegionPlace(region.Number, isPort ? port : at, bytes, isPort));
            (port, at) = isPort ? (port + bytes, at) : (port, at + bytes);
            if (at > ReplayProgram.RegisterBytes || port > ushort.MaxValue)
                Problem ??= $"the driver reaches 0x{end:x} bytes of '{region.Name}', and 16-bit code with all that it reaches no more than 0x{ReplayProgram.RegisterBytes:x}";
        }
    }

    /// <summary>Why no guest can make these accesses; null if one can.</summary>
    public string? Problem { get; }

    /// <summary>The regions that are memory.</summary>
    public IEnumerable<RegionPlace> InMemory => places.Where(place => !place.IsPort);

    /// <summary>How many bytes of each region are reached, in whole pages.</summary>
    public IReadOnlyDictionary<int, int> Sizes => places.ToDictionary(place => place.Region, place => place.Bytes);

    /// <summary>Where a region is.</summary>
    public RegionPlace Of(int region) => places.First(place => place.Region == region);

    /// <summary>The region at a port or a place in memory; null if none is there.</summary>
    public RegionPlace? Find(ulong at, bool isPort) =>
        places.FirstOrDefault(place => place.IsPort == isPort && at >= (ulong)place.At && at - (ulong)place.At < (ulong)place.Bytes);
}

/// <summary>A region of registers, and where a guest finds it.</summary>
/// <param name="Region">Its number.</param>
/// <param name="At">Its first port, or where it begins among the registers in memory.</param>
/// <param name="Bytes">Whole pages.</param>
/// <param name="IsPort">Which of them.</param>
internal sealed record RegionPlace(int Region, int At, int Bytes, bool IsPort);
