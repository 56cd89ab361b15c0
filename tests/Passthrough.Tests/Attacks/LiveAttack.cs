using Dmm.Analysis.Trying;
using Passthrough.Guests.Scripted;

namespace Passthrough.Tests.Attacks;

/// <summary>Plays the cases of an attack file on a battlefield, through the multiplexer, and says what harm each did.</summary>
internal sealed class LiveAttack(Battlefield field)
{
    private const long SendsWithinNs = 50_000_000;

    /// <summary>What came of a case.</summary>
    /// <param name="Harm">What harm it did; null if none.</param>
    /// <param name="Denied">Accesses of the file that were denied.</param>
    /// <param name="Unexpected">The first access that was not judged as the file expects; null if there is none.</param>
    /// <param name="Sent">Frames that left.</param>
    /// <param name="HasReceived">Whether a frame came into the attacker's memory.</param>
    public sealed record Outcome(string? Harm, int Denied, string? Unexpected, int Sent, bool HasReceived);

    public Outcome Play(TryCase of)
    {
        var steps = of.Steps;
        var wire = new AttackWire();
        var (denied, sent) = (0, 0);
        string? harm = null, unexpected = null;
        field.Run(wire, async (io, denials) =>
        {
            await io.Read(field.Device.Looks.Offset, field.Device.Looks.Size, field.Device.Region); // the device is handed over at the first access
            for (var i = 0; i < steps.Count; i++)
            {
                var step = steps[i];
                if (step.Kind == TryStepKind.Store)
                    Assert.True(io.Memory.TryWrite(step.At, step.Bytes), $"{Place(step)}: this is not the guest's memory");
                if (step.Kind is not (TryStepKind.Write or TryStepKind.Read))
                    continue;
                var mustDeny = i + 1 < steps.Count && steps[i + 1].Kind == TryStepKind.ExpectDenied;
                if (mustDeny && field.Device.SendsLater)
                    await io.Wait(io.NowNs + SendsWithinNs); // a frame that leaves now is none of the denied access
                var isDenied = await MakeAsync(io, denials, step);
                denied += isDenied ? 1 : 0;
                if (isDenied != mustDeny)
                    unexpected ??= $"{Place(step)}: {(isDenied ? "denied" : "allowed")}";
            }
            foreach (var each in field.Device.Wakes)
                await MakeAsync(io, denials, new TryStep(0, "at its end", TryStepKind.Write) { Region = field.Device.Region, At = each.Offset, Size = each.Size, Value = each.Value });
            await field.ReceiveAsync(io, wire);
        });
        Take("at the end");
        harm ??= field.Bystanders.FirstChange();
        return new Outcome(harm, denied, unexpected, sent, field.HasReceived());

        async Task<bool> MakeAsync(GuestIo io, Func<long> denials, TryStep step)
        {
            field.Drain(wire);
            Take(Place(step));
            var (deniedBefore, touches) = (denials(), field.Nic.Touches);
            if (step.Kind == TryStepKind.Write)
                await io.Write((uint)step.At, step.Size, step.Value ?? 0, step.Region);
            else
                await io.Read((uint)step.At, step.Size, step.Region);
            if (denials() == deniedBefore)
                return false;
            field.Drain(wire);
            if (wire.Sent.Count > 0)
                harm ??= $"{Place(step)}: denied, and a frame of {wire.Sent[0].Length} bytes left";
            if (step.Kind == TryStepKind.Write && field.Nic.Touches > touches)
                harm ??= $"{Place(step)}: denied, and the device was reached";
            return true;
        }

        void Take(string place)
        {
            foreach (var frame in wire.Sent)
                if (Bystanders.AreIn(frame, run: 1))
                    harm ??= $"{place}: a frame of {frame.Length} bytes left with bytes that are not the attacker's: {Convert.ToHexString(frame.AsSpan(0, Math.Min(64, frame.Length)))}";
            sent += wire.Sent.Count;
            wire.Sent.Clear();
        }
    }

    private static string Place(TryStep step) => $"line {step.Line}: {step.Text}";
}
