using Dmm.Modeling.Model;
using Passthrough.Guests;
using Passthrough.Guests.Workloads;

namespace Passthrough.Nics.Rtl8139;

/// <summary>Guests whose drivers differ in everything in which drivers of an RTL8139 in one mode do here, for the verification of hand-offs.</summary>
/// <remarks>A context that misses one register is found only if two guests differ in it: rings, filters and settings are all different.</remarks>
internal sealed class Rtl8139Guests(bool usesDescriptors) : IGuestFactory
{
    private static readonly Rtl8139DriverOptions[] Profiles =
    [
        new() { Mark = 1, ReadsBackEvery = 1 },
        new() { Mark = 2, RingKib = 8, Entries = 6, Overruns = false, IsPromiscuous = true, UsesMemory = true, ReadsBackEvery = 2 },
        new() { Mark = 3, RingKib = 64, Entries = 64, RestartsEvery = 4, ReadsBackEvery = 3 },
        new() { Mark = 4, RingKib = 32, Entries = 9, IsPolled = true, PollNs = 500_000, ReadsBackEvery = 2 },
        new() { Mark = 5, Entries = 12, GivesPartsApart = true, TriesSlots = true, ReadsEeprom = true, HaltsClock = true, ReadsBackEvery = 4 },
        new() { Mark = 6, RingKib = 64, Entries = 20, GivesPartsApart = true, TriesSlots = true, ReadsEeprom = true, HaltsClock = true, RestartsEvery = 3 },
    ];

    /// <summary>Those of the mode in which a model lets the device be handed on.</summary>
    public static Rtl8139Guests Of(DeviceModel model) => new(Rtl8139Kind.HasDescriptors(model));

    /// <inheritdoc/>
    public int Size => Profiles.Length;

    /// <inheritdoc/>
    public IGuest Create(int number, uint frames, ulong seed) =>
        Rtl8139Guest.Create($"guest {number + 1}", (ushort)(number + 1), Of(number) with { UsesDescriptors = usesDescriptors, TransmitTimeoutNs = 60_000_000_000 },
        new Workload { Frames = frames, Seed = seed + (ulong)number, MostBytes = number % 2 == 0 ? 1514 : 400, TimeoutNs = 60_000_000_000 });

    /// <inheritdoc/>
    public bool PollsDevice(int number) => Of(number).IsPolled;

    private static Rtl8139DriverOptions Of(int number) => Profiles[number % Profiles.Length];
}
