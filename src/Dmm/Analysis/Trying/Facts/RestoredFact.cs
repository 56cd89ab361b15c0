namespace Dmm.Analysis.Trying.Facts;

/// <summary>What a hand-off tells the device to give it back: of the registers that are named, exactly these writes in this order; and reads of those that are named as read.</summary>
/// <param name="Steps">The registers; whether they are written or read; the values, null for any.</param>
internal sealed record RestoredFact(IReadOnlyList<(string Name, bool IsWrite, ulong? Value)> Steps) : ITriedFact
{
    /// <inheritdoc/>
    public string? Against(TriedGuest guest)
    {
        if (guest.Restoring is not { } restoring)
            return "nothing here can hand the device over";
        List<RestoredStep> made = [.. restoring.Restore(guest.Monitor).Where(each => Steps.Any(step => step.Name == each.Name && step.IsWrite == each.Value is not null))];
        return made.Count == Steps.Count && made.Zip(Steps).All(pair => IsAs(pair.First, pair.Second)) ? null
            : $"a hand-off restores {(made.Count == 0 ? "nothing of it" : string.Join(", ", made))}, and it must restore {string.Join(", ", Steps.Select(Text))}";
    }

    private static bool IsAs(RestoredStep made, (string Name, bool IsWrite, ulong? Value) step) =>
        made.Name == step.Name && made.Value is not null == step.IsWrite && (step.Value is null || made.Value == step.Value);

    private static string Text((string Name, bool IsWrite, ulong? Value) step) => !step.IsWrite ? step.Name : $"{step.Name} = {(step.Value is { } value ? $"0x{value:x}" : "*")}";
}
