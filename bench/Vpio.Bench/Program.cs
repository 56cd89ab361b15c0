using BenchmarkDotNet.Running;
using Vpio.Bench;
using Vpio.Bench.Serving;

switch (args)
{
    case ["compare", ..]:
        Comparison.Run(args.Length > 1 ? args[1] : null);
        break;
    case ["relay", var scenario, var sockets]:
        Relay.Run(scenario, sockets);
        break;
    case ["served-access"]:
        ServedAccess.Run();
        break;
    case ["port-read", var qemu]:
        PortRead.Run(qemu);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, new BenchConfig());
        break;
}
