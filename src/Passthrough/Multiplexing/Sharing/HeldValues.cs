using Dmm.Modeling.Model;
using Dmm.Monitoring;

namespace Passthrough.Multiplexing.Sharing;

/// <summary>What the monitor tells a guest in place of the device: causes of interrupts and the status of its last frames, which cannot be written back.</summary>
/// <remarks>
/// A cause stays until the guest acknowledges it. A status is shown until the device has a new one; the model says by which causes the
/// device says that.
/// </remarks>
internal sealed class HeldValues(DeviceMonitor monitor)
{
    private readonly ContextInfo[] items =
        [.. monitor.Tables.Model.Context.Where(item => item.Restore == RestoreRule.Virtual && item.Register != monitor.Tables.Model.Interrupt?.Cause).DistinctBy(item => item.Register)];

    private readonly ulong[] values = new ulong[monitor.Tables.Model.StateWords];
    private readonly bool[] isShown = new bool[monitor.Tables.Model.StateWords];

    private ulong causes;
    private bool showsStatus;

    /// <summary>Causes that the guest has not acknowledged.</summary>
    public ulong Causes
    {
        get => causes;
        set
        {
            causes = value;
            Arm();
        }
    }

    /// <summary>Whether any status is shown.</summary>
    public bool ShowsStatus
    {
        get => showsStatus;
        private set
        {
            showsStatus = value;
            Arm();
        }
    }

    /// <summary>Shows the statuses of a state block.</summary>
    public void ShowStatuses(ReadOnlySpan<ulong> words)
    {
        foreach (var item in items)
            Show(item.Register!, words[item.Register!.Word]);
    }

    /// <summary>Shows one status, if the model has the monitor answer for it.</summary>
    public void Show(RegisterInfo status, ulong value)
    {
        if (!Array.Exists(items, item => item.Register == status))
            return;
        values[status.Word] = value;
        isShown[status.Word] = ShowsStatus = true;
    }

    /// <summary>The device has raised causes: it may have new statuses. One may be the monitor's to tell all the same.</summary>
    /// <param name="words">A state block in which the register of causes holds those of the device.</param>
    /// <param name="except">The status that is not the device's to tell.</param>
    public void EndStatuses(ReadOnlySpan<ulong> words, RegisterInfo? except)
    {
        ShowsStatus = false;
        foreach (var item in items)
        {
            ref var shown = ref isShown[item.Register!.Word];
            shown &= item.Register == except || item.Until?.Test(words, -1, 0) == false;
            ShowsStatus |= shown;
        }
    }

    /// <summary>The guest has written a status, which is the device's to tell from then on.</summary>
    public void EndStatus(int word)
    {
        isShown[word] = false;
        ShowsStatus = Array.Exists(items, item => isShown[item.Register!.Word]);
    }

    /// <summary>Whether the monitor answers for a register, and what.</summary>
    /// <param name="word">The register's word in the state block.</param>
    /// <param name="value">What it answers.</param>
    public bool Answers(int word, out ulong value)
    {
        value = values[word];
        return isShown[word];
    }

    /// <summary>The device was reset: there is nothing left to tell.</summary>
    public void Clear()
    {
        Causes = 0;
        Array.Clear(isShown);
        ShowsStatus = false;
    }

    /// <summary>Puts what is shown into a state block, so that the saved state is what the guest knows.</summary>
    public void CopyStatusesTo(Span<ulong> words)
    {
        foreach (var item in items)
            if (isShown[item.Register!.Word])
                words[item.Register.Word] = values[item.Register.Word];
    }

    /// <summary>What shows the device's own in place of what is held is hooked while something is.</summary>
    private void Arm() => monitor.HoldsForGuest = causes != 0 || showsStatus;
}
