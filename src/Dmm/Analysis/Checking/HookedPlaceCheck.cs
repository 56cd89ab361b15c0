using Dmm.Analysis.Hooks;
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
    public static void Run(DeviceModel model, HookPlan plan, Findings findings)
    {
        var listed = model.Registers.SelectMany(ListedPlaces.Of).ToHashSet();
        foreach (var group in plan.Hooks.Where(hook => !hook.Register.IsSourced).GroupBy(hook => (hook.Register, hook.IsWrite)))
        {
            var (register, isWrite) = group.Key;
            var free = group.SelectMany(hook => (register.Pages ?? [-1]).Select(page => (hook.Region, hook.Offset, Page: page, Write: !isWrite))).Where(place => !listed.Contains(place)).ToList();
            if (free.Count > 0)
                findings.Warn(DiagnosticCodes.HalfListed, register.Location, $"registers.{register.Name}",
                    $"'{register.Name}' is hooked, and a {(isWrite ? "read" : "write")} of {model.Regions[free[0].Region].Name}+0x{free[0].Offset:x2} is denied, for nothing is listed there for it",
                    $"list the register that is {(isWrite ? "read" : "written")} there; if there is none, say with 'source' who says so");
        }
    }
}
