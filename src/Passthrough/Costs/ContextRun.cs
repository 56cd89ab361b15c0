using System.Diagnostics;
using Passthrough.Handoff;
using Passthrough.Multiplexing.Sharing;

namespace Passthrough.Costs;

/// <summary>Saves a device's context and restores it, again and again, and takes the time of the one or the other.</summary>
internal sealed class ContextRun
{
    private readonly SharedDevice device;
    private readonly ulong[] words;
    private readonly SavedContext context;
    private long count, saveAccesses, restoreAccesses, saveNs, restoreNs;

    public ContextRun(SharedDevice device, ReadOnlySpan<ulong> words)
    {
        this.device = device;
        this.words = words.ToArray();
        context = new SavedContext(device.Model);
    }

    /// <summary>Accesses of one save.</summary>
    public double SaveAccesses => (double)saveAccesses / count;

    /// <summary>Accesses of one restore.</summary>
    public double RestoreAccesses => (double)restoreAccesses / count;

    /// <summary>One save in the device's time.</summary>
    public double SaveNs => (double)saveNs / count;

    /// <summary>One restore in the device's time.</summary>
    public double RestoreNs => (double)restoreNs / count;

    /// <summary>Starts counting from 0.</summary>
    public void Forget() => count = saveAccesses = restoreAccesses = saveNs = restoreNs = 0;

    /// <summary>Takes the time of saves.</summary>
    public Work Save(long operations) => Run(operations, isSave: true);

    /// <summary>Takes the time of restores.</summary>
    public Work Restore(long operations) => Run(operations, isSave: false);

    private Work Run(long operations, bool isSave)
    {
        var ticks = 0L;
        for (var i = 0L; i < operations; i++)
        {
            var (accesses, elapsedNs, began) = (device.Port.Accesses, device.Nic.ElapsedNs, Stopwatch.GetTimestamp());
            device.Saver.Save(words, 0, context);
            var saved = Stopwatch.GetTimestamp();
            saveAccesses += device.Port.Accesses - accesses;
            saveNs += device.Nic.ElapsedNs - elapsedNs;
            (accesses, elapsedNs) = (device.Port.Accesses, device.Nic.ElapsedNs);
            device.Port.TakeOver(context.Words);
            device.Port.Held!.Forget(); // a guest that gets the device finds what another left there
            var begunAgain = Stopwatch.GetTimestamp();
            device.Restorer.Restore(context);
            ticks += isSave ? saved - began : Stopwatch.GetTimestamp() - begunAgain;
            restoreAccesses += device.Port.Accesses - accesses;
            restoreNs += device.Nic.ElapsedNs - elapsedNs;
        }
        count += operations;
        return new Work(ticks, device.Procedures.Problem is null && device.Nic.Failure is null ? operations : 0);
    }
}
