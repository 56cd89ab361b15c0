using Dmm.Modeling.Model;
using Dmm.Spelling;
using Vpio.Outcomes;

namespace Vpio.Input;

/// <summary>Names of a model on the command line.</summary>
internal static class ModelNames
{
    /// <summary>The register of a name; a name that the model does not have ends the verb.</summary>
    public static RegisterInfo Register(DeviceModel model, string name) =>
        model.Registers.FirstOrDefault(register => register.Name == name) ?? throw Unknown(model, "register", name, model.Registers.Select(register => register.Name));

    /// <summary>The machine of a name; likewise.</summary>
    public static MachineInfo Machine(DeviceModel model, string name) =>
        model.Machines.FirstOrDefault(machine => machine.Name == name) ?? throw Unknown(model, "machine", name, model.Machines.Select(machine => machine.Name));

    private static InputException Unknown(DeviceModel model, string kind, string name, IEnumerable<string> names)
    {
        var near = Suggestions.Find(name, names);
        var cure = near is not null ? $"did you mean '{near}'?" : !names.Any() ? "it has none" : $"it has {string.Join(", ", names)}";
        return new InputException($"the model '{model.Name}' has no {kind} '{name}': {cure}");
    }
}
