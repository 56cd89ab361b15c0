using Dmm.Memory;

namespace Passthrough.Guests.Scripted;

/// <summary>A guest that is a coroutine of this program: a driver as straight code, without a thread and without an operating system.</summary>
/// <remarks>
/// <para>It runs inside <see cref="Run"/> only, from one request to the next. No context of the caller is captured: the script goes
/// on there and then, no matter who runs it. So a run depends on the answers and times it is given and on nothing else.</para>
/// <para>A script that throws anything but <see cref="GuestGaveUpException"/>, or awaits anything but its <see cref="GuestIo"/>, is a
/// programmer's mistake, and <see cref="Run"/> throws it. There is no bound on what a script does without a request: that is code of ours,
/// not of a stranger.</para>
/// </remarks>
public sealed class ScriptedGuest : IGuest
{
    private readonly IGuestScript script;
    private readonly GuestIo io = new();
    private Task? work;
    private GuestOutcome outcome;
    private string message = "";

    /// <summary>A guest that has not run yet.</summary>
    public ScriptedGuest(string name, IGuestScript script)
    {
        Name = name;
        this.script = script;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Span<byte> Data => io.Data;

    /// <inheritdoc/>
    public GuestReport Report => script.Report with { Outcome = outcome, Message = message };

    /// <inheritdoc/>
    public string? Whereabouts => io.Activity;

    /// <inheritdoc/>
    public GuestRequest Run(long nowNs)
    {
        if (outcome != GuestOutcome.Running)
            return GuestRequest.Ended;
        io.NowNs = nowNs;
        var callers = SynchronizationContext.Current;
        if (callers is null)
            return Continue();
        SynchronizationContext.SetSynchronizationContext(null); // an await would capture it and go on elsewhere
        try
        {
            return Continue();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(callers);
        }
    }

    /// <inheritdoc/>
    public void SetMemory(IGuestMemory memory) => io.Memory = memory;

    /// <inheritdoc/>
    public void SetInterruptLine(bool asserted) => io.InterruptLine = asserted;

    /// <inheritdoc/>
    public void MachineCheck() => io.CheckMachine();

    /// <summary>Stops it; it cannot be run again.</summary>
    public void Dispose()
    {
        if (outcome == GuestOutcome.Running)
            End(GuestOutcome.Failed, $"it was stopped while it was {io.Activity}");
    }

    private GuestRequest Continue()
    {
        if (work is null)
            work = script.RunAsync(io);
        else
            io.Resume();
        return io.IsSuspended ? io.Request : Finish(work);
    }

    private GuestRequest Finish(Task work)
    {
        if (!work.IsCompleted)
            throw new InvalidOperationException($"the script of guest '{Name}' awaits something that is not its {nameof(GuestIo)}");
        End(GuestOutcome.Failed, "its script threw an exception");
        try
        {
            work.GetAwaiter().GetResult();
            End(GuestOutcome.Done, "");
        }
        catch (GuestGaveUpException why)
        {
            message = why.Message;
        }
        return GuestRequest.Ended;
    }

    private void End(GuestOutcome how, string why)
    {
        outcome = how;
        message = why;
    }
}
