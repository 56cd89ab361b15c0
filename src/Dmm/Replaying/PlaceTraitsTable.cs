using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Tracing;

namespace Dmm.Replaying;

/// <summary>The traits of every offset, decided once, so that an access without any costs one look.</summary>
internal sealed class PlaceTraitsTable
{
    private readonly MonitorTables tables;
    private readonly PlaceTraits[] byPlace;

    public PlaceTraitsTable(MonitorTables tables)
    {
        this.tables = tables;
        byPlace = new PlaceTraits[tables.Places.Length];
        foreach (var register in tables.Model.Registers)
            if ((register.Access & AccessWords.Stream) != 0)
                Mark(register, PlaceTraits.Stream);
        foreach (var each in (tables.Model.FrameSent?.On ?? []).Concat(tables.Model.FrameReceived?.On ?? []))
            Mark(each.Register, PlaceTraits.Frame);
    }

    /// <summary>The traits of the offset that an access is for; none where no region is.</summary>
    public PlaceTraits Of(in TraceEvent access)
    {
        var region = access.Region;
        return access.Offset < tables.Regions[region].Count ? byPlace[tables.Regions[region].First + (int)access.Offset] : PlaceTraits.None;
    }

    private void Mark(RegisterInfo? register, PlaceTraits trait)
    {
        foreach (var place in register is null ? [] : tables.Model.SeenAt(register))
            byPlace[tables.FirstPlaces[place.Region] + (int)place.Offset] |= trait;
    }
}
