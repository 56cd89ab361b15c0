namespace Dmm.Modeling.Model;

/// <summary>Slots that the device takes in turn, where no register sets which is next: it begins with the first after a hand-off.</summary>
/// <remarks>So slot <c>i</c> of a guest is slot <c>i - k</c> of the device, where <c>k</c> was the guest's next one when it was given the device.</remarks>
/// <param name="Next">The variable with the slot whose turn it is.</param>
/// <param name="Rows">Rows of registers, one for each slot.</param>
/// <param name="Shown">Registers that show several slots at once, and what a guest reads there.</param>
/// <param name="Location">The line of the model.</param>
public sealed record SlotsInfo(VariableInfo Next, IReadOnlyList<IReadOnlyList<RegisterInfo>> Rows, IReadOnlyList<WidenedInfo> Shown, Location Location)
{
    /// <summary>How many slots there are.</summary>
    public int Count => (int)Next.Max + 1;
}
