using Passthrough.Guests.Scripted;
using Passthrough.Guests.Workloads;
using Passthrough.Verification.Isolation.Scripts;

namespace Passthrough.Verification.Isolation;

/// <summary>The victim of a case as a driver at work. Its frames go out whatever the attacker does, and every frame for it comes.</summary>
internal sealed class VictimAtWork
{
    private const int Attacker = 0, Victim = 1;
    private const long EveryNs = 2_000_000, PatienceNs = 4_000_000_000;
    private const int SentAfterwards = 20;

    private CanaryTraffic? traffic;

    /// <summary>Puts it in the place of the victim; the attacker begins when a frame has come to it.</summary>
    public VictimAtWork(IsolationPart[] parts, Func<byte[], IScriptedDriver> driver)
    {
        var (attacker, station) = (parts[Attacker], parts[Victim].Station);
        parts[Attacker] = attacker with { Make = (run, number) => Waiting(attacker.Make(run, number)) };
        parts[Victim] = parts[Victim] with { Make = (run, number) => new WatchedGuest(
            new ScriptedGuest(IsolationCase.Guests[Victim], traffic = new CanaryTraffic(run, number, driver(station.ToArray())) { EveryNs = EveryNs }), run.MemoryOf(number).TakeStore) };
    }

    /// <summary>A first frame tells whether the device takes any yet.</summary>
    public static void Begin(IsolationRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        run.Peer.Send(Victim, 1, 200, 0);
    }

    /// <summary>Lets what is on its way come, and looks whether the victim can still work.</summary>
    public void Conclude(IsolationRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var sent = run.Peer.ReceivedFrom(Victim);
        run.Run(run.Multiplexer.NowNs + PatienceNs, () => traffic!.Received == run.Peer.SentTo(Victim) && run.Peer.ReceivedFrom(Victim) >= sent + SentAfterwards);
        if (run.Multiplexer.Problem is { } problem)
            run.Oracle.Add(new Finding(FindingKind.Starved, IsolationCase.Guests[Victim], IsolationCase.Guests[Attacker], 0, $"the device is gone for all: {problem}"));
        else if (run.Peer.ReceivedFrom(Victim) < sent + SentAfterwards)
            run.Oracle.Add(new Finding(FindingKind.Starved, IsolationCase.Guests[Victim], IsolationCase.Guests[Attacker], 0, $"afterwards {run.Peer.ReceivedFrom(Victim) - sent} frames of the victim left within {PatienceNs / 1_000_000_000} s"));
        if (traffic!.Received < run.Peer.SentTo(Victim))
            run.Oracle.Add(new Finding(FindingKind.Frame, IsolationCase.Guests[Victim], IsolationCase.Guests[Attacker], 0, $"of {run.Peer.SentTo(Victim)} frames for the victim {traffic.Received} came whole"));
    }

    private ScriptGuest Waiting(Guests.IGuest attacker)
    {
        var guest = (ScriptGuest)attacker;
        guest.StartsWhen = () => traffic?.Received > 0;
        return guest;
    }
}
