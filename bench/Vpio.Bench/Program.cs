using BenchmarkDotNet.Running;
using Vpio.Bench;

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, new BenchConfig());
