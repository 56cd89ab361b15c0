using System.CommandLine;
using Passthrough.Costs;
using Passthrough.Nics;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio bench costs [MODEL]</c>.</summary>
internal static class BenchCommand
{
    public static Command Create() => new("bench", "Measure the cost of sharing a device on this machine. Example: vpio bench costs --device simulated") { CreateCosts(), BenchExitsCommand.Create() };

    private static Command CreateCosts()
    {
        var model = new Argument<string>("MODEL") { Description = "A model file (YAML) of a device that has a bench here.", DefaultValueFactory = _ => NicCatalog.Measurable[0].ModelFile };
        var usual = new CostOptions();
        var device = new Option<string>("--device") { Description = "simulated, qemu, kvm, vfio for a card of this machine, or all but that.", DefaultValueFactory = _ => "all" };
        device.AcceptWords("all", CostMeasurement.Simulated, CostMeasurement.Qemu, CostMeasurement.Kvm, CostMeasurement.Vfio);
        var card = new CardOptions();
        var rowMs = new Option<int>("--row-ms") { Description = "Time for one row of the table, in milliseconds, 1 to 60000; below 20 the code is not warmed up and the figures are meaningless.", DefaultValueFactory = _ => usual.RowMs };
        var qemu = new Option<string>("--qemu") { Description = "QEMU's name on PATH, or a path to it.", DefaultValueFactory = _ => usual.QemuProgram };
        var kvm = new Option<string>("--kvm") { Description = "The device node of KVM.", DefaultValueFactory = _ => usual.KvmPath };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("costs", "Measure accesses, exits, model updates and device context switches, in nanoseconds and cycles; takes about 20 seconds. Example: vpio bench costs --device simulated")
        {
            model, device, rowMs, qemu, kvm, json,
        };
        card.AddTo(command, device);
        rowMs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 60_000)
                result.AddError($"'{result.Tokens[0].Value}' is no time for a row: give --row-ms 1 to 60000.");
        });
        command.SetAction(parsed =>
        {
            var options = new CostOptions { Device = Enum.Parse<CostDevice>(parsed.GetValue(device)!, ignoreCase: true), RowMs = parsed.GetValue(rowMs), QemuProgram = parsed.GetValue(qemu)!, KvmPath = parsed.GetValue(kvm)!, Card = card.From(parsed) };
            var report = Measure(parsed.GetValue(model)!, options);
            if (parsed.GetValue(json))
                JsonText.Print(CostJson.Write(report));
            else
                CostText.Print(report);
            // With 'all', what this machine does not have is an answer too.
            return options.Device != CostDevice.All && report.Parts.Any(part => part.Problem is not null) ? ExitStatus.Inconclusive : ExitStatus.Clean;
        });
        return command;
    }

    private static CostReport Measure(string path, CostOptions options)
    {
        var name = ModelFile.Load(path, variant: null).Name;
        var kind = NicCatalog.Measurable.FirstOrDefault(nic => nic.Model == name)
            ?? throw new InputException($"there is no device of the model '{name}' to be measured: give a model of {string.Join(" or ", NicCatalog.Measurable.Select(nic => nic.Model))}");
        return new CostMeasurement(kind, variant => ModelFile.Load(path, variant), options).Run(
            part => { if (!Console.IsErrorRedirected) Console.Error.WriteLine($"vpio: measuring {part.Title}"); });
    }
}
