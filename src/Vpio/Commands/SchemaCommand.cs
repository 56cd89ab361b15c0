using System.CommandLine;
using Dmm.Modeling.Grammar;
using Passthrough.Scenarios;
using Vpio.Outcomes;

namespace Vpio.Commands;

/// <summary><c>vpio schema</c>.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var scenario = new Option<bool>("--scenario") { Description = "Print the scenario schema instead of the model schema." };
        var command = new Command("schema", "Print the JSON Schema of the model language or of scenarios, for editors. Example: vpio schema > model.schema.json") { scenario };
        command.SetAction(parsed =>
        {
            Console.Out.Write(parsed.GetValue(scenario) ? ScenarioSchema.Write() : JsonSchema.Write());
            return ExitStatus.Clean;
        });
        return command;
    }
}
