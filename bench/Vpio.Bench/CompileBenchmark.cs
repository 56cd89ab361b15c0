using BenchmarkDotNet.Attributes;
using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;

namespace Vpio.Bench;

/// <summary>The way from a model's text to tables, in its parts. Done once for a model, so only its order of size matters.</summary>
[WarmupCount(12)] // much code, of which none runs often: it takes a while until all of it is compiled for good
public class CompileBenchmark
{
    private readonly byte[] bytes = Subject.ModelBytes();
    private readonly DeviceModel model = Subject.Model();
    private readonly HookPlan plan = HookDerivation.Derive(Subject.Model(), Subject.Goals);

    [Benchmark(Description = "load")]
    public LoadResult Load() => ModelLoader.Load("ne2k.yaml", bytes, Subject.Variant);

    [Benchmark(Description = "check all variants")]
    public LoadResult CheckAll() => ModelLoader.CheckAll("ne2k.yaml", bytes);

    [Benchmark(Description = "derive hooks")]
    public HookPlan Derive() => HookDerivation.Derive(model, Subject.Goals);

    [Benchmark(Description = "compile tables")]
    public MonitorTables Compile() => TableCompiler.Compile(model, plan);
}
