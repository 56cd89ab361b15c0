using System.CommandLine;
using Dmm.Compilation;
using Dmm.Exporting;
using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Tracing;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio graph MODEL</c>.</summary>
internal static class GraphCommand
{
    private static readonly Argument<string> ModelArgument = new("MODEL") { Description = "A model file (YAML)." };
    private static readonly Option<string?> MachineOption = new("--machine") { Description = "Draw only this machine." };
    private static readonly Option<bool> ProductOption = new("--product") { Description = "Draw all machines together: the reachable combinations of states." };
    private static readonly Option<string[]> RecordingOption = new("--recording") { Description = "Count transitions in this recording and show unused ones in grey; repeatable." };
    private static readonly Option<string> FormatOption = Format();
    private static readonly Option<bool> JsonOption = new("--json") { Description = "Print one JSON object; docs/authoring.md lists its keys." };

    public static Command Create()
    {
        var variant = VariantOption.Create();
        var command = new Command("graph", "Draw the machines of a model, or their product, with events, guards and checks; reusable states are marked. Example: vpio graph models/ne2k.yaml --machine transmitter")
        {
            ModelArgument, MachineOption, ProductOption, FormatOption, JsonOption, RecordingOption, variant,
        };
        DeviceOptions.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(JsonOption) && result.GetResult(FormatOption) is { Implicit: false })
                result.AddError("--json and --format are forms of one output: give one of them.");
        });
        command.SetAction(parsed =>
        {
            var format = parsed.GetValue(JsonOption) ? "json" : parsed.GetValue(FormatOption)!;
            if (format == "svg" && Graphviz.Missing() is { } why)
                throw new InputException(why); // before a long recording is played
            var recordings = parsed.GetValue(RecordingOption) ?? [];
            // A graph without weights needs no tables, so a model that is only checked can be drawn too.
            var model = ModelFile.Load(parsed.GetValue(ModelArgument)!, parsed.GetValue(variant));
            var (use, problems) = Play(model, recordings, DeviceOptions.From(parsed));
            var graphs = Graphs(model, parsed.GetValue(MachineOption), parsed.GetValue(ProductOption), use);
            Console.Out.Write(format switch
            {
                "dot" => DotText.Write(graphs),
                "svg" => Graphviz.Draw(DotText.Write(graphs)),
                "json" => JsonText.Indented(GraphJson.Write(model, graphs)) + "\n",
                _ => MermaidText.Write(graphs),
            });
            foreach (var graph in graphs.Where(graph => graph.Cut is not null))
                Console.Error.WriteLine($"vpio: {graph.Title}: {graph.Cut}");
            return problems > 0 ? ExitStatus.Inconclusive : ExitStatus.Clean;
        });
        return command;
    }

    private static List<StateGraph> Graphs(DeviceModel model, string? machine, bool product, GraphUse? use)
    {
        if (product && machine is not null)
            throw new InputException("--product draws all machines together: give it without --machine");
        if (model.Machines.Count == 0)
            throw new InputException($"the model '{model.Name}' has no machines to draw");
        if (product)
            return [ProductGraph.Of(model, use)];
        return machine is not null
            ? [MachineGraph.Of(model, ModelNames.Machine(model, machine), use)]
            : [.. model.Machines.Select(each => MachineGraph.Of(model, each, use))];
    }

    private static (GraphUse? Use, long Problems) Play(DeviceModel model, string[] recordings, DeviceOptions device)
    {
        if (recordings.Length == 0)
            return (null, 0);
        var use = new GraphUse();
        var problems = 0L;
        var tables = TableCompiler.Compile(model, HookGoals.Handoff | HookGoals.Dma);
        foreach (var path in recordings)
        {
            using var stream = RecordingFile.OpenStream(path);
            using var reader = TraceReaders.Open(stream, RecordingFile.OptionsFor(model, device));
            var before = use.Accesses;
            InputProgress.Show(stream, Path.GetFileName(path), _ =>
            {
                use.Add(tables, reader);
                return true;
            });
            RecordingFile.MustBeReadable(reader, path);
            RecordingFile.MustHoldAccesses(use.Accesses - before, path);
            problems += reader.ProblemCount;
        }
        return (use, problems);
    }

    private static Option<string> Format()
    {
        var format = new Option<string>("--format") { Description = "mermaid, which GitHub draws; dot; or svg, drawn by Graphviz.", DefaultValueFactory = _ => "mermaid" };
        format.AcceptWords("mermaid", "dot", "svg");
        return format;
    }
}
