using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>
/// The names of a model that are declared only to be used. Registers, their fields and states are none: they say what the
/// device has and what is legal, no matter who uses it.
/// </summary>
internal static class Names
{
    public static IEnumerable<Name> Of(DeviceModel model) =>
        model.Sources.Select(Of)
            .Concat(model.Regions.Where(region => !region.IsBehindIndex).Select(Of)).Concat(model.Indexed.Select(Of)).Concat(model.Windows.Select(Of))
            .Concat(model.Sets.Select(Of)).Concat(model.Variables.Select(Of)).Concat(model.Checks.Select(Of))
            .Concat(model.Descriptors.Select(Of)).Concat(model.Live.Select(Of)).Concat(model.Procedures.Select(Of));

    public static Name Of(SourceInfo source) => new("sources", "source", source.Name, source.Location);

    public static Name Of(RegionInfo region) => new("regions", "region", region.Name, region.Location);

    public static Name Of(IndexedInfo pair) => new("indexed", "pair", pair.Name, pair.Location);

    public static Name Of(WindowInfo window) => new("windows", "window", window.Name, window.Location);

    public static Name Of(PageSetInfo set) => new("sets", "set", set.Name, set.Location);

    public static Name Of(VariableInfo variable) => new("variables", "variable", variable.Name, variable.Location);

    public static Name Of(CheckInfo check) => new("checks", "check", check.Name, check.Location);

    public static Name Of(DescriptorInfo structure) => new("descriptors", "descriptor structure", structure.Name, structure.Location);

    public static Name Of(LiveInfo live) => new("live", "live part", live.Name, live.Location);

    public static Name Of(ProcedureInfo procedure) => new("procedures", "procedure", procedure.Name, procedure.Location);
}
