using System.Text.Json.Nodes;
using Dmm.Compilation;
using Dmm.Devices;
using Dmm.Expressions;
using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Exporting;

/// <summary>A compiled model as one JSON object, for programs in any language; docs/exporting.md lists its keys.</summary>
/// <remarks>Expressions are text as the author wrote it, with the bits that each name stands for; so a program can evaluate them, or only show them.</remarks>
public static class ModelJson
{
    /// <summary>Writes a model with its hooks.</summary>
    public static JsonObject Write(MonitorTables tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var model = tables.Model;
        return new JsonObject
        {
            ["format"] = 1,
            ["model"] = model.Name,
            ["title"] = model.Title,
            ["variant"] = model.Variant,
            ["stateWords"] = model.StateWords,
            ["regions"] = List(model.Regions, region => new JsonObject
            {
                ["name"] = region.Name, ["number"] = region.Number, ["space"] = region.Space == RegionSpace.Port ? "port" : "memory", ["size"] = region.Size,
            }),
            ["registers"] = List(model.Registers, register => RegisterJson.Write(model, register)),
            ["harmless"] = List(model.Harmless.SelectMany(entry => entry.Places), place => new JsonObject
            {
                ["region"] = model.Regions[place.Region].Name, ["first"] = place.First, ["last"] = place.Last, ["bank"] = place.Page < 0 ? null : place.Page, ["direction"] = place.IsWrite ? "write" : "read",
            }),
            ["variables"] = List(model.Variables, variable => new JsonObject { ["name"] = variable.Name, ["word"] = variable.Word, ["max"] = variable.Max, ["initial"] = variable.Initial }),
            ["windows"] = List(model.Windows, window => new JsonObject
            {
                ["name"] = window.Name, ["space"] = window.IsGuest ? "guest" : "card", ["start"] = window.Start, ["size"] = window.Size,
            }),
            ["sets"] = List(model.Sets, set => new JsonObject { ["name"] = set.Name, ["window"] = set.Window.Name, ["unit"] = set.Unit, ["word"] = set.Word, ["pages"] = set.Pages }),
            ["machines"] = List(model.Machines, Machine),
            ["rules"] = List(model.Rules, rule => Rule(model, rule)),
            ["checks"] = List(model.Checks, Check),
            ["conditions"] = List(model.Conditions, condition => new JsonObject
            {
                ["name"] = condition.Name, ["holds"] = Expression(condition.Holds), ["because"] = condition.Because, ["source"] = Place(condition.Location),
            }),
            ["resets"] = List(model.Resets, reset => new JsonObject
            {
                ["register"] = reset.Register.Name, ["direction"] = reset.IsWrite ? "write" : "read", ["when"] = Expression(reset.When), ["source"] = Place(reset.Location),
            }),
            ["hooks"] = HookJson.Hooks(tables),
            ["probed"] = List(tables.Plan.Probed.OrderBy(register => register.Word), register => register.Name),
            ["slots"] = HookJson.Slots(tables),
        };
    }

    internal static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => new([.. items.Select(write)]);

    internal static string Place(Location location) => $"{location.File}:{location.Line}";

    private static JsonObject Expression(CompiledExpression expression) => new()
    {
        ["text"] = expression.Text,
        ["reads"] = List(expression.References, reference => new JsonObject
        {
            ["name"] = reference.Name, ["word"] = reference.Word, ["shift"] = reference.Shift, ["mask"] = reference.Mask, ["old"] = reference.IsOld,
        }),
    };

    private static JsonObject Machine(MachineInfo machine) => new()
    {
        ["name"] = machine.Name,
        ["initial"] = machine.Initial.Name,
        ["states"] = List(machine.States, state => new JsonObject
        {
            ["name"] = state.Name, ["bit"] = state.Bit, ["reusable"] = state.Reusable, ["source"] = Place(state.Location),
        }),
    };

    private static JsonObject Rule(DeviceModel model, RuleInfo rule) => new()
    {
        ["index"] = rule.Index,
        ["machine"] = rule.Machine?.Name,
        ["from"] = List(rule.From.Distinct(), state => state.Name),
        ["to"] = rule.To?.Name,
        ["on"] = List(rule.On, on => new JsonObject { ["kind"] = on.Kind.ToString().ToLowerInvariant(), ["register"] = on.Register?.Name }),
        ["guard"] = Expression(rule.Guard),
        ["checks"] = List(rule.Checks, check => check.Name),
        ["effects"] = List(rule.Effects, effect => Effect(model, effect)),
        ["source"] = Place(rule.Location),
    };

    private static JsonObject Effect(DeviceModel model, EffectInfo effect) => new()
    {
        ["kind"] = effect.Kind.ToString().ToLowerInvariant(),
        ["target"] = effect.Set?.Name ?? model.Variables.FirstOrDefault(variable => variable.Word == effect.Word)?.Name ?? model.Registers[effect.Word - 1].Name,
        ["word"] = effect.Word,
        ["shift"] = effect.Shift,
        ["mask"] = effect.Mask,
        ["value"] = Expression(effect.Value),
        ["length"] = effect.Length is null ? null : Expression(effect.Length),
    };

    private static JsonObject Check(CheckInfo check) => new()
    {
        ["name"] = check.Name,
        ["holds"] = check.Holds is null ? null : Expression(check.Holds),
        ["dma"] = check.Dma is not { } dma ? null : new JsonObject
        {
            ["direction"] = dma.Direction.ToString().ToLowerInvariant(),
            ["at"] = Expression(dma.At),
            ["length"] = Expression(dma.Length),
            ["within"] = List(dma.Within, window => window.Name),
            ["emptyAllowed"] = dma.EmptyAllowed,
            ["wraps"] = dma.Wraps is null ? null : new JsonObject { ["at"] = Expression(dma.Wraps.At), ["to"] = Expression(dma.Wraps.To) },
        },
        ["because"] = check.Because,
        ["source"] = Place(check.Location),
    };
}
