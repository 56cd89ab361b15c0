using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Model;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>What has to be hooked of a device so that guests can share it: what is not hooked goes straight to the device.</summary>
internal static class SharingHooks
{
    /// <summary>What the monitor has to answer on a model's device.</summary>
    public static HookGoals GoalsOf(DeviceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return HookGoals.Handoff | HookGoals.Dma | (!model.SharesFrames ? HookGoals.None : HookGoals.Frames) | (model.Station is null ? HookGoals.None : HookGoals.Station) | (ShadowPlan.Of(model).IsNeeded ? HookGoals.Shadow : HookGoals.None);
    }

    /// <summary>Compiles a model for sharing.</summary>
    public static MonitorTables Compile(DeviceModel model, HookWay way = HookWay.Armed, Engine engine = Engine.Tables) => TableCompiler.Compile(model, GoalsOf(model), way, engine);

    /// <summary>Tables that hook all that sharing needs: the given ones, or others of the same model if these were made for fewer goals.</summary>
    internal static MonitorTables Complete(MonitorTables tables) =>
        (GoalsOf(tables.Model) & ~tables.Plan.Goals) == 0 ? tables : Compile(tables.Model, tables.Plan.Way);
}
