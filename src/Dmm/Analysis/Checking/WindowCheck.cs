using Dmm.Modeling;
using Dmm.Modeling.Model;

namespace Dmm.Analysis.Checking;

/// <summary>Finds windows of the card that share bytes.</summary>
/// <remarks>
/// Checks are about windows, and so are the sets and the context: of a byte with two names a hand-off would do what is said of both.
/// Mostly one of them is too large.
/// </remarks>
internal static class WindowCheck
{
    public static void Run(DeviceModel model, Findings findings)
    {
        var ofCard = model.Windows.Where(window => !window.IsGuest).OrderBy(window => window.Location.Line).ThenBy(window => window.Location.Column).ToList();
        for (var i = 1; i < ofCard.Count; i++)
            if (ofCard.Take(i).FirstOrDefault(before => Share(before, ofCard[i])) is { } other)
                findings.Warn(DiagnosticCodes.WindowsOverlap, ofCard[i].Location, $"windows.{ofCard[i].Name}",
                    $"'{ofCard[i].Name}' and '{other.Name}' (line {other.Location.Line}) share {Shared(other, ofCard[i])}",
                    "correct 'at' or 'size'; where both are right, make windows side by side of them: a check may name several");
    }

    private static bool Share(WindowInfo one, WindowInfo other) => one.Contains(other.Start, 1) || other.Contains(one.Start, 1);

    private static string Shared(WindowInfo one, WindowInfo other) =>
        $"0x{Math.Max(one.Start, other.Start):x}..0x{Math.Min(Last(one), Last(other)):x}";

    private static ulong Last(WindowInfo window) => window.Start + (window.Size - 1);
}
