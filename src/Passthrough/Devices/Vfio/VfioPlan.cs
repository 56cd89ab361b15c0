using Dmm.Modeling.Grammar;
using Dmm.Modeling.Loading;
using Passthrough.Devices.Catalog;
using Passthrough.SystemCalls;

namespace Passthrough.Devices.Vfio;

/// <summary>A card of this machine in a scenario.</summary>
/// <param name="Options">Which card.</param>
internal sealed record VfioPlan(VfioOptions Options) : DevicePlan
{
    /// <summary>The word for it in scenarios and on command lines.</summary>
    public const string Word = "vfio";

    internal static DeviceKind InScenarios { get; } = new(Word, "a PCI card of this machine, through VFIO",
        [
            new Key("address", new ScalarShape("a PCI address (\"0000:03:00.0\")", "(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-1][0-9a-f]\\.[0-7]", "string"), "PCI address", "The card's PCI address; 'vpio devices' lists the cards.", Required: true),
            new Key("far_end", new ScalarShape("the name of a network interface", "[A-Za-z0-9_.-]{1,15}", "string"), "Other end of the cable",
                "The network interface of this machine at the other end of the card's cable, where the guests' peer is. Required by 'vpio mux'; when left out, frames go where the cable goes."),
            new Key("memory_mib", new NumberShape(1, VfioOptions.MostMemoryMib), "Memory", "MiB of memory that each scripted guest has for DMA: 4 when left out. A device without DMA has none."),
        ],
        device => new VfioPlan(new VfioOptions
        {
            Address = WithDomain(device.Text("address")!),
            FarEnd = device.Text("far_end"),
            MemoryMib = device.Number("memory_mib", VfioOptions.DefaultMemoryMib),
        }));

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override bool IsRealTime => true;

    /// <inheritdoc/>
    internal override long ObeysWithinNs => VfioOptions.DefaultObeysWithinNs;

    /// <summary>An address with its domain, which is 0 where none is written.</summary>
    public static string WithDomain(string address) => address.Count(each => each == ':') == 1 ? $"0000:{address}" : address;

    /// <inheritdoc/>
    public override IPhysicalNic? TryMake(out string? problem)
    {
        problem = "the guests of this run need a peer at the far end of the cable: name the network interface there as 'far_end'";
        return Options.FarEnd is null ? null : TryOpen(Options, out problem);
    }

    internal override IPhysicalNic? TryServe(IReadOnlyList<IReachableMemory> memories, IReadOnlyList<IPolled> neighbors, out string? problem) =>
        TryOpen(Options with { Served = memories, Neighbors = neighbors }, out problem);

    /// <inheritdoc/>
    protected override DevicePlan WithMemoryFor(int guests) => this with { Options = Options with { Guests = guests } };

    private static VfioNic? TryOpen(VfioOptions options, out string? problem) =>
        Find(options.Address, out problem) is { } nic ? VfioNic.TryOpen(nic, options, out problem) : null;

    /// <summary>A card that can be shared now.</summary>
    /// <param name="address">Its PCI address.</param>
    /// <param name="problem">What stands in the way, and what to do.</param>
    internal static HardwareNic? Find(string address, out string? problem)
    {
        problem = "cards are given away through VFIO by Linux only";
        if (!OperatingSystem.IsLinux())
            return null;
        var nic = new HardwareNics().Find(address);
        problem = nic is null ? $"there is no PCI card {address}: 'vpio devices' lists the cards that are present" : nic.Obstacle?.ToString();
        return problem is null ? nic : null;
    }
}
