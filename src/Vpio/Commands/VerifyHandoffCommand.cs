using System.CommandLine;
using Dmm.Hooking;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Nics;
using Vpio.Input;
using Vpio.Output;

namespace Vpio.Commands;

/// <summary><c>vpio verify handoff [MODEL]</c>.</summary>
internal static class VerifyHandoffCommand
{
    public static Command Create()
    {
        var model = new Argument<string?>("MODEL") { Description = "A model file (YAML); default: the model that comes with the program.", Arity = ArgumentArity.ZeroOrOne };
        var device = new Option<string>("--device") { Description = "The device: simulated, qemu with the model's variant of that name, or vfio for a card of this machine.", DefaultValueFactory = _ => NicCatalog.BenchNames[0] };
        device.AcceptWords([.. NicCatalog.BenchNames, CardChoice.Word]);
        var card = new CardOptions();
        var guests = VerifyNumbers.Guests();
        var variant = new Option<string?>("--variant") { Description = "Variant of the model, as 'vpio check MODEL' lists them; default: the variant of the device." };
        var handoffs = VerifyNumbers.Handoffs();
        var seed = VerifyNumbers.Seed();
        var control = new Option<bool>("--control") { Description = "Counterproof: force hand-offs while the model says that the device is not reusable, and report the damage." };
        var mutate = new Option<bool>("--mutate") { Description = "Remove each line of the model's context in turn, and report who notices." };
        var unhook = new Option<bool>("--unhook") { Description = "Remove the hooks of each register in turn, and report who notices." };
        var hooks = new Option<HookWay>("--hooks") { Description = "How accesses are hooked: armed (by bank and state), ports or pages (always).", HelpName = "armed|ports|pages", DefaultValueFactory = _ => HookWay.Armed };
        hooks.AcceptWords([.. Enum.GetNames<HookWay>().Select(name => name.ToLowerInvariant())]);
        var frames = new Option<FramePolicy?>("--frames") { Description = "What becomes of frames for guests without the device: hold until their turn, or switch the device to them. Default: hold.", HelpName = "hold|switch" };
        frames.AcceptWords("hold", "switch");
        var runs = VerifyNumbers.Runs();
        var shard = Shard.Option();
        var json = new Option<bool>("--json") { Description = "Print one JSON object; docs/verification.md describes its keys." };
        var command = new Command("handoff", "Show that no guest can tell whether its device is handed over: everything it reads and every frame equal a run with a device of its own. Example: vpio verify handoff --guests 2,3 --handoffs 1000")
        {
            model, device, variant, guests, handoffs, runs, seed, hooks, frames, control, mutate, unhook, shard, json,
        };
        card.AddTo(command, device);
        command.Validators.Add(result =>
        {
            if (new[] { control, mutate, unhook }.Count(result.GetValue) > 1)
                result.AddError("--control, --mutate and --unhook are verifications of their own: give one of them.");
            if (result.GetValue(runs) is not null && (result.GetValue(handoffs) is not null || new[] { control, mutate, unhook }.Any(result.GetValue)))
                result.AddError("--runs is for the equivalence alone, and instead of --handoffs.");
            if (Shard.IsGiven(result, shard) && result.GetValue(runs) is null)
                result.AddError("--shard needs --runs, for where hand-offs are counted no part knows when all have made enough.");
        });
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            var plan = VerifyPlan.Make(parsed.GetValue(device)!, parsed.GetValue(model), parsed.GetValue(variant), parsed.GetValue(guests) is { Length: > 0 } numbers ? numbers : null, parsed.GetValue(handoffs), parsed.GetValue(seed) ?? 1, card.From(parsed)) with { Hooks = parsed.GetValue(hooks), FramesOfOthers = parsed.GetValue(frames), Runs = parsed.GetValue(runs), Shard = parsed.GetValue(shard) };
            var output = parsed.GetValue(json) ? (IVerifyOutput)new VerifyJson() : new VerifyText();
            return parsed.GetValue(control) ? HandoffVerification.Control(plan, output, interruption.Token)
                : parsed.GetValue(mutate) ? HandoffVerification.Mutate(plan, output, interruption.Token)
                : parsed.GetValue(unhook) ? HandoffVerification.Unhook(plan, output, interruption.Token)
                : HandoffVerification.Verify(plan, output, interruption.Token);
        });
        return command;
    }
}
