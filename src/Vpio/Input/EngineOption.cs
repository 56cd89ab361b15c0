using System.CommandLine;
using Dmm.Compilation;

namespace Vpio.Input;

/// <summary><c>--engine tables|compiled</c>.</summary>
internal static class EngineOption
{
    private const string Tables = "tables";
    private const string Compiled = "compiled";

    /// <summary>A new option; what is compiled is chosen by use when it is not given.</summary>
    public static Option<string?> Create()
    {
        var option = new Option<string?>("--engine") { Description = "What runs the model, to compare: tables, or code for everything. Default: tables, and code for what is used often. All give the same results.", HelpName = $"{Tables}|{Compiled}" };
        option.AcceptWords([Tables, Compiled]);
        return option;
    }

    /// <summary>What the user chose.</summary>
    public static Engine Of(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) switch
    {
        Tables => Engine.Tables,
        Compiled => Engine.Compiled,
        _ => Engine.ByUse,
    };
}
