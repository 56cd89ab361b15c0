namespace Dmm.Modeling.Model;

/// <summary>Windows of one check as the device has them: those on the card that are side by side are one.</summary>
/// <remarks>Pieces of the guest's memory never add up: they may lie apart for the device.</remarks>
internal static class WindowUnion
{
    /// <summary>The windows, in ascending order of where they begin.</summary>
    public static IReadOnlyList<WindowInfo> Of(IReadOnlyList<WindowInfo> windows)
    {
        var all = windows.Where(window => window.IsGuest).ToList();
        foreach (var window in windows.Where(window => !window.IsGuest).OrderBy(window => window.Start))
            if (all.Count > 0 && all[^1] is { IsGuest: false } last && window.Start <= last.Start + last.Size)
                all[^1] = last with { Name = $"{last.Name} and {window.Name}", Size = Math.Max(last.Size, window.Start - last.Start + window.Size) };
            else
                all.Add(window);
        return all;
    }
}
