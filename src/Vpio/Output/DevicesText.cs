namespace Vpio.Output;

/// <summary>The cards of this machine for people.</summary>
internal static class DevicesText
{
    public static void Print(IReadOnlyList<ListedCard> cards)
    {
        if (cards.Count == 0)
        {
            FoldedText.WriteLine("no network card was found on this machine");
            return;
        }
        var table = new TextTable("card", "id", "group", "driver", "interface", "model", "");
        foreach (var card in cards)
            table.Add(card.Nic.Address, card.Nic.IdText, $"{card.Nic.Group}", card.Nic.Driver ?? "-", string.Join(",", card.Nic.Interfaces), string.Join(",", card.Models), card.IsReady ? "ready" : "");
        table.Print();
        foreach (var card in cards.Where(card => !card.IsReady))
            PrintCure(card);
    }

    private static void PrintCure(ListedCard card)
    {
        FoldedText.WriteLine();
        if (card.Models.Count == 0)
        {
            FoldedText.WriteLine($"{card.Nic.Address}: no model names {card.Nic.IdText}: 'vpio devices MODEL...' searches other files; docs/writing-a-model.md shows how to write one");
            return;
        }
        var obstacle = card.Nic.Obstacle!;
        FoldedText.WriteLine(obstacle.Text + (obstacle.Commands.Count > 0 ? ". As root:" : ""));
        foreach (var command in obstacle.Commands)
            Console.Out.WriteLine($"  {command}"); // to be copied: it is not folded
    }
}
