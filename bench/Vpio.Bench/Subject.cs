using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Vpio.Bench;

/// <summary>What is measured: the NE2000's model, in the variant of the data sheet, whose data port is not hooked, so that hooked and unhooked accesses are both there.</summary>
internal static class Subject
{
    public const string Variant = "dp8390";

    public const HookGoals Goals = HookGoals.Handoff | HookGoals.Dma;

    public static byte[] ModelBytes() => File.ReadAllBytes(Repository.PathOf("models/ne2k.yaml"));

    public static DeviceModel Model() =>
        ModelLoader.Load("ne2k.yaml", ModelBytes(), Variant).Model ?? throw new InvalidDataException("models/ne2k.yaml has errors");

    public static MonitorTables Tables(Engine engine = Engine.Tables) => TableCompiler.Compile(Model(), Goals, engine: engine);
}
