using System.Diagnostics.CodeAnalysis;
using Dmm.Modeling.Loading;
using Passthrough.Devices;
using Passthrough.Devices.Catalog;
using Passthrough.Devices.Simulated;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Verification.Isolation.Scripts;
using Passthrough.Verification.Isolation.Search;

namespace Isolation.Tests;

/// <summary>A search plays one script after the other on one device. A frame that leaves when its script is over is no frame of the next.</summary>
public class LateFrameTests
{
    private const long LateNs = 3_000_000;

    [Fact]
    public void AFrameThatLeavesAfterItsScriptIsJudgedWithIt()
    {
        var any = ModelLoader.Load("ne2k.yaml", RepositoryFiles.Bytes("models", "ne2k.yaml")).Model!;
        var simulated = SearchBench.Find(any, "simulated")!;
        var bench = simulated with { Device = new InRealTime(simulated.Device) };
        using var nic = new LateNic(new SimulatedNe2000());
        var run = new SearchRun(SharingHooks.Compile(any), bench, Protections.All);
        ScriptStep[] steps = [new(ScriptStepKind.Wait) { Value = 20_000_000 }];

        var outcomes = Enumerable.Range(0, 3).Select(_ => run.Play(nic, steps, null)).ToList();

        Assert.All(outcomes, outcome => Assert.Empty(outcome.Findings));
        Assert.All(outcomes, outcome => Assert.True(outcome.Sent > 3, $"{outcome.Sent} frames were sent"));
        Assert.True(nic.LeftAtAReset > 0, "no frame was late, so this shows nothing");
    }

    private sealed record InRealTime(DevicePlan Device) : DevicePlan
    {
        public override string Kind => Device.Kind;

        public override bool IsRealTime => true;

        public override IPhysicalNic? TryMake(out string? problem) => Device.TryMake(out problem);
    }

    /// <summary>A NIC at the end of a long cable: what it sends takes 3 ms.</summary>
    private sealed class LateNic(SimulatedNe2000 nic) : IPhysicalNic, IStationAddress
    {
        private readonly Queue<(byte[] Frame, long AtNs)> cable = new();

        public event Action<bool>? InterruptLineChanged
        {
            add => nic.InterruptLineChanged += value;
            remove => nic.InterruptLineChanged -= value;
        }

        /// <summary>Frames that were on the cable when the NIC was reset.</summary>
        public int LeftAtAReset { get; private set; }

        public bool InterruptLine => nic.InterruptLine;

        public long ElapsedNs => nic.ElapsedNs;

        public string? Failure => nic.Failure;

        public int FramesArriving => nic.FramesArriving;

        public ulong Read(int region, uint offset, int size) => nic.Read(region, offset, size);

        public void Write(int region, uint offset, int size, ulong value) => nic.Write(region, offset, size, value);

        public void Reset()
        {
            Listen();
            LeftAtAReset += cable.Count;
            for (var i = cable.Count; i > 0; i--)
                cable.Enqueue((cable.Dequeue().Frame, 0)); // what was sent stays sent
            nic.Reset();
        }

        public void SetStationAddress(ReadOnlySpan<byte> address) => ((IStationAddress)nic).SetStationAddress(address);

        public void Advance(long durationNs) => nic.Advance(durationNs);

        public bool WaitForInterrupt(long atMostNs) => nic.WaitForInterrupt(atMostNs);

        public bool Deliver(ReadOnlySpan<byte> frame) => nic.Deliver(frame);

        public bool TryRecall([NotNullWhen(true)] out byte[]? frame) => nic.TryRecall(out frame);

        public bool TryTakeSent([NotNullWhen(true)] out byte[]? frame)
        {
            Listen();
            frame = cable.TryPeek(out var first) && first.AtNs <= ElapsedNs ? cable.Dequeue().Frame : null;
            return frame is not null;
        }

        public void Dispose() => nic.Dispose();

        private void Listen()
        {
            while (nic.TryTakeSent(out var sent))
                cable.Enqueue((sent, ElapsedNs + LateNs));
        }
    }
}
