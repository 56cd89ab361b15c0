using Dmm.Modeling.Model;

namespace Passthrough.Multiplexing;

/// <summary>What the monitor tells a guest in place of the device: causes of interrupts and the status of its last frames, which cannot be written back.</summary>
/// <remarks>
/// A cause stays until the guest acknowledges it. A status is shown until the device has a new one, which it tells by raising a
/// cause.
/// </remarks>
internal sealed class HeldValues(DeviceModel model)
{
    private readonly RegisterInfo[] statuses =
        [.. model.Context.Where(item => item.Restore == RestoreRule.Virtual && item.Register != model.Interrupt?.Cause).Select(item => item.Register!).Distinct()];

    private readonly ulong[] values = new ulong[model.StateWords];
    private readonly bool[] isShown = new bool[model.StateWords];

    /// <summary>Causes that the guest has not acknowledged.</summary>
    public ulong Causes { get; set; }

    /// <summary>Whether any status is shown.</summary>
    public bool ShowsStatus { get; private set; }

    /// <summary>Shows the statuses of a state block.</summary>
    public void ShowStatuses(ReadOnlySpan<ulong> words)
    {
        foreach (var status in statuses)
            Show(status, words[status.Word]);
    }

    /// <summary>Shows one status.</summary>
    public void Show(RegisterInfo status, ulong value)
    {
        values[status.Word] = value;
        isShown[status.Word] = ShowsStatus = true;
    }

    /// <summary>The device has new statuses; but for one that is always the monitor's to tell.</summary>
    public void EndStatuses(RegisterInfo? except)
    {
        foreach (var status in statuses)
            isShown[status.Word] &= status == except;
        ShowsStatus = except is not null && isShown[except.Word];
    }

    /// <summary>Whether the monitor answers for a register, and what.</summary>
    public bool Answers(RegisterInfo register, out ulong value)
    {
        value = values[register.Word];
        return isShown[register.Word];
    }

    /// <summary>The device was reset: there is nothing left to tell.</summary>
    public void Clear()
    {
        Causes = 0;
        EndStatuses(null);
    }

    /// <summary>Puts what is shown into a state block, so that it is saved as the guest knows it.</summary>
    public void CopyStatusesTo(Span<ulong> words)
    {
        foreach (var status in statuses)
            if (isShown[status.Word])
                words[status.Word] = values[status.Word];
    }
}
