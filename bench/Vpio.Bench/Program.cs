using BenchmarkDotNet.Running;
using Vpio.Bench;

if (args is ["compare", ..])
    Comparison.Run(args.Length > 1 ? args[1] : null);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, new BenchConfig());
