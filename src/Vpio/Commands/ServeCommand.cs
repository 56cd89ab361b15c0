using System.CommandLine;
using Passthrough.Scenarios;
using Passthrough.Serving;
using Vpio.Input;
using Vpio.Outcomes;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio serve [SCENARIO]</c>.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var scenario = new Argument<string?>("SCENARIO") { Description = "A scenario file (YAML) with guests of kind vmm or qemu; without one, two guests on a simulated NE2000.", Arity = ArgumentArity.ZeroOrOne };
        var sockets = new Option<string?>("--sockets") { Description = "The folder for the guests' sockets, which no other user may enter. A folder of the session when left out." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object at the end." };
        var record = new Option<string?>("--record") { Description = "A folder in which each guest is recorded as GUEST.vpt, and the wire as wire.pcapng." };
        var quiet = new Option<bool>("--quiet") { Description = "Show nothing before the end but the options." };
        var command = new Command("serve", "Let unmodified machines share a NIC: each attaches it by vfio-user, which QEMU speaks from 10.1 on. Example: vpio serve scenarios/linux-ne2k.yaml")
        {
            scenario, sockets, json, record, quiet,
        };
        command.SetAction(parsed =>
        {
            var loaded = ScenarioFile.LoadServed(parsed.GetValue(scenario));
            var isJson = parsed.GetValue(json);
            return Run(loaded, parsed.GetValue(sockets) ?? ServeBuilder.UsualFolder, parsed.GetValue(record), !isJson && !parsed.GetValue(quiet), isJson);
        });
        return command;
    }

    private static int Run(Scenario scenario, string sockets, string? folder, bool isWatched, bool json)
    {
        using var wire = folder is null ? null : RecordingFolder.BeginWire(folder);
        using var run = ServeBuilder.TryBuild(scenario, Path.GetFullPath(sockets), out var problem, wire) ?? throw new InputException(problem!);
        using var recordings = folder is null ? null : RecordingFolder.Begin(folder, run.Multiplexer, scenario, "serve");
        using var interruption = new Interruption();
        if (run.Warning is { } warning)
            Console.Error.WriteLine($"vpio: {warning}");
        if (!json)
            ServeText.PrintOptions(run);
        if (run.StartMachines(sockets) is { } failure)
            throw new InputException(failure);
        if (isWatched)
            ServeView.Show(run, interruption.Token);
        else
            run.Run(cancel: interruption.Token);
        recordings?.Complete();
        if (json)
            JsonText.Print(ServeJson.Write(run));
        else
            ServeText.PrintSummary(run);
        var notes = recordings?.Notes.ToList() ?? [];
        notes.ForEach(note => Console.Error.WriteLine($"vpio: {note}"));
        return run.Multiplexer.Problem is null && notes.Count == 0 ? ExitStatus.Clean : ExitStatus.Found;
    }
}
