using System.CommandLine;
using Passthrough.Devices.Vfio;
using Passthrough.Nics;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio devices [MODEL...]</c>.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        var models = new Argument<string[]>("MODEL") { Description = "Model files (YAML) to search; by default those of this repository.", Arity = ArgumentArity.ZeroOrMore };
        var sys = new Option<string>("--sys") { Description = "Where sysfs is mounted.", DefaultValueFactory = _ => "/sys" };
        var dev = new Option<string>("--dev") { Description = "Where the device nodes are.", DefaultValueFactory = _ => "/dev" };
        var json = new Option<bool>("--json") { Description = "Print JSON; docs/hardware.md describes its keys." };
        var command = new Command("devices", "List the network cards of this machine, the model that fits each, and what to do before guests can share it. Example: vpio devices") { models, sys, dev, json };
        command.SetAction(parsed =>
        {
            var cards = Cards(new HardwareNics(parsed.GetValue(sys)!, parsed.GetValue(dev)!), parsed.GetValue(models) is { Length: > 0 } given ? given : Usual());
            if (parsed.GetValue(json))
                JsonText.Print(DevicesJson.Write(cards));
            else
                DevicesText.Print(cards);
            return ExitStatus.Clean;
        });
        return command;
    }

    /// <summary>The cards of a machine, each with the models that fit.</summary>
    public static IReadOnlyList<ListedCard> Cards(HardwareNics nics, IEnumerable<string> modelFiles)
    {
        var models = modelFiles.Select(file => ModelFile.Load(file, variant: null)).ToList();
        return [.. nics.All().Select(nic => new ListedCard(nic, [.. models.Where(model => model.PciIds.Any(id => id.Vendor == nic.Id.Vendor && id.Device == nic.Id.Device)).Select(model => model.Name)]))];
    }

    private static IEnumerable<string> Usual() => NicCatalog.Kinds.Select(kind => kind.ModelFile).Where(File.Exists);
}
