using Dmm.Hooking;
using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Finds hooked places at which nothing is listed for the other direction, so that a driver's access there would be denied.</summary>
/// <remarks>
/// A register that can only be written often shares its place with one that can only be read, and that one is easily
/// forgotten. An author who knows better says so with a <c>source</c>: then the data sheet has nothing there.
/// </remarks>
internal static class HookedPlaceCheck
{
    public static void Run(DeviceModel model, Findings findings)
    {
        var listed = new Dictionary<(int Region, uint Offset, int Page, bool IsWrite), RegisterInfo>();
        foreach (var register in model.Registers)
            foreach (var place in ListedPlaces.Of(register))
                listed.TryAdd(place, register);
        var harmless = new HarmlessPlaces(model).All.ToHashSet();
        var candidates = model.Registers.Where(register => !register.IsSourced && MayBeHooked(model, register) && FreePlace(register, listed, harmless) is not null).ToList();
        if (candidates.Count == 0)
            return;
        var goals = HookGoals.Handoff | HookGoals.Dma | (!model.SharesFrames ? HookGoals.None : HookGoals.Frames);
        var hooked = HookDerivation.Derive(model, goals).Hooks.Select(hook => hook.Register).ToHashSet();
        foreach (var register in candidates.Where(hooked.Contains))
            Report(model, register, FreePlace(register, listed, harmless)!.Value, findings);
    }

    /// <summary>Whether its hooks need be derived; they seldom are for what is only read.</summary>
    private static bool MayBeHooked(DeviceModel model, RegisterInfo register) =>
        register.IsWritable || (register.Access & AccessWords.ReadResets) != 0 || model.Rules.Any(rule => rule.On.Any(on => on.Register == register));

    /// <summary>A place of the register where nothing is listed for a direction that the register itself does not have; null when there is none.</summary>
    private static (int Region, uint Offset, int Page, bool IsWrite)? FreePlace(RegisterInfo register, Dictionary<(int Region, uint Offset, int Page, bool IsWrite), RegisterInfo> listed,
        HashSet<(int Region, uint Offset, int Page, bool IsWrite)> harmless)
    {
        var pages = register.Pages ?? [-1];
        for (var i = 0; i < register.Places.Count; i++)
            for (var page = 0; page < pages.Count; page++)
                for (uint k = 0; k < register.Places[i].Size; k++)
                {
                    var place = (register.Places[i].Region, register.Places[i].Offset + k, pages[page], !register.IsWritable);
                    if (!listed.ContainsKey(place) && !harmless.Contains(place))
                        return place;
                }
        return null;
    }

    private static void Report(DeviceModel model, RegisterInfo register, (int Region, uint Offset, int Page, bool IsWrite) free, Findings findings)
    {
        var access = free.IsWrite ? "write" : "read";
        findings.Warn(DiagnosticCodes.HalfListed, register.Location, $"registers.{register.Name}",
            $"'{register.Name}' is hooked, and a {access} of {PlaceText.Of(model, free.Region, free.Offset)} is denied, for nothing is listed there for it",
            $"list the register that is {(free.IsWrite ? "written" : "read")} there; if there is none, say with 'source' who says so");
    }
}
