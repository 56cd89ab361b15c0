using System.CommandLine;
using Dmm.Modeling.Grammar;

namespace Vpio.Commands;

/// <summary><c>vpio schema</c>.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON Schema of the model language, for editors. Example: vpio schema > model.schema.json");
        command.SetAction(_ =>
        {
            Console.Out.Write(JsonSchema.Write());
            return ExitStatus.Clean;
        });
        return command;
    }
}
