using Dmm.Modeling.Model;

namespace Dmm.Analysis.Trying.Facts;

/// <summary>What a guest sees of frames: the causes that one raises which the monitor gives it, those of the device that are hidden, or what a register shows then, also of slots.</summary>
/// <param name="Of"><c>raises</c>, <c>hides</c>, or the name of a register.</param>
/// <param name="Value">The bits, or the value.</param>
internal sealed record DeliveryFact(string Of, ulong Value) : ITriedFact
{
    /// <summary>The causes that a frame raises, with those that sum them up.</summary>
    /// <param name="model">The model.</param>
    /// <param name="words">The guest's state block.</param>
    /// <param name="filled">The list whose entry it fills, with the fields of the entry in the state block; null for a ring that is no list.</param>
    public static ulong? Raised(DeviceModel model, ReadOnlySpan<ulong> words, DescriptorInfo? filled) =>
        model.Delivery is not { } delivery ? model.Receive?.Causes
        : delivery.Causes | (filled?.Last?.Test(words, -1, 0) == true ? delivery.Dry : 0) | (delivery.Summarizes?.Test(words, -1, 0) != false ? delivery.Summary : 0);

    /// <inheritdoc/>
    public string? Against(TriedGuest guest)
    {
        var model = guest.Monitor.Tables.Model;
        var words = guest.Monitor.State.Words.ToArray();
        var value = Of switch
        {
            "raises" => Raised(model, words, filled: null),
            "hides" => model.Delivery?.Hidden,
            _ => Shown(model, words),
        };
        return value == Value ? null : $"{(Of is "raises" or "hides" ? $"a frame that is given to a guest {Of}" : $"a guest is shown {Of} =")} {(value is { } found ? $"0x{found:x}" : "nothing")}, and it must be 0x{Value:x}";
    }

    private ulong? Shown(DeviceModel model, ulong[] words)
    {
        if ((model.Delivery?.Shown ?? []).Concat(model.Slots?.Shown ?? []).Where(shown => shown.Register.Name == Of).ToList() is not [var first, ..] all)
            return null;
        var value = words[first.Register.Word];
        if (model.Delivery is { } delivery)
            words[delivery.ValueWord] = value;
        return all.Aggregate(value, (whole, shown) => shown.Within(whole, words));
    }
}
