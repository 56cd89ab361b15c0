using System.CommandLine;
using Passthrough.Nics;

namespace Vpio.Input;

/// <summary>The options that name a card of this machine, for a verb that has <c>--device vfio</c>.</summary>
internal sealed class CardOptions
{
    private readonly Option<string?> card = new("--card") { Description = "The card of --device vfio by its PCI address, like 0000:03:00.0; 'vpio devices' lists them." };
    private readonly Option<string?> farEnd = new("--far-end") { Description = "The network interface of this machine at the other end of that card's cable." };

    /// <summary>Adds them to a verb, which is told when they are missing.</summary>
    public void AddTo(Command command, Option<string> device)
    {
        command.Options.Add(card);
        command.Options.Add(farEnd);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(device) == CardChoice.Word) != (result.GetValue(card) is not null && result.GetValue(farEnd) is not null))
                result.AddError($"--device {CardChoice.Word}, --card and --far-end belong together: --device {CardChoice.Word} --card 0000:03:00.0 --far-end eth1");
        });
    }

    /// <summary>The card that was named; null for none.</summary>
    public CardChoice? From(ParseResult parsed) => parsed.GetValue(card) is { } address && parsed.GetValue(farEnd) is { } end ? new CardChoice(address, end) : null;
}
