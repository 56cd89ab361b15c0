using Dmm.Hooking;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tests.Compiled;
using Dmm.Tests.Exporting.Stateless;
using Dmm.Tests.StatelessMachines;
using Dmm.Tracing;

namespace Dmm.Tests.Semantics;

/// <summary>What reads of parts make of any guard, held against a model in which each byte is known for itself and in none of these engines.</summary>
public class PartialReadProperties
{
    private const int Models = 150;
    private const int Accesses = 150;

    private static readonly string[] Kinds = ["[r, hardware-set]", "[w1c, hardware-set]", "[rw, hardware-set]", "[w, read-to-clear]"];

    [Fact]
    public void AReadOfAPartNeverFiresWhatIndependentBytesWouldNot()
    {
        var (parts, wholes) = (0, 0);
        for (var seed = 0; seed < Models; seed++)
        {
            var random = new Random(seed);
            var guest = new Guest(random, 2 << random.Next(3));
            for (var i = 0; i < Accesses; i++)
                guest.Next($"model {seed}, access {i}", ref parts, ref wholes);
        }
        Assert.True(parts > 500 && wholes > 500, $"{parts} reads of parts fired, and {wholes} of all: too few to tell anything");
    }

    [Fact]
    public void TheExportedSourceIsJudgedAlike()
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var random = new Random(seed);
            var device = Guest.Any(random, 4, "[r, hardware-set]");
            var exported = new ExportedDevice(device.Monitor.Tables);
            for (var i = 0; i < Accesses; i++)
            {
                var access = Guest.Access(random, 4);
                var before = device.State.Words.ToArray();
                var verdict = device.Monitor.Access(access);
                if (verdict.Kind is VerdictKind.Allowed or VerdictKind.Observed)
                    exported.Access(access, verdict, before);
                Assert.Equal(device.StateOf("m"), Assert.Single(exported.States).ToLowerInvariant());
            }
        }
    }

    /// <summary>A guest of a random model, and what each byte of its register is known to be.</summary>
    private sealed class Guest
    {
        private readonly Random random;
        private readonly int bytes;
        private readonly SideBySide machines;
        private readonly BothWays ways;
        private readonly DeviceMonitor monitor;
        private readonly RegisterInfo register;
        private readonly RuleInfo rule;
        private readonly bool isFollowed;

        public Guest(Random random, int bytes)
        {
            (this.random, this.bytes) = (random, bytes);
            var device = Any(random, bytes, Kinds[random.Next(Kinds.Length)]);
            monitor = device.Monitor;
            machines = new SideBySide(monitor);
            var (tables, code) = BothWays.Of(device.Model, HookGoals.Handoff | HookGoals.Dma);
            ways = new BothWays(tables, code, monitor.Memory);
            register = device.Model.Registers.Single(each => each.Name == "ST");
            rule = device.Model.Rules[0];
            isFollowed = tables.Plan.Follows(register);
        }

        /// <summary>A device of a random model; a guard that can never hold is none.</summary>
        public static SmallDevice Any(Random random, int bytes, string access)
        {
            string yaml;
            do
                yaml = Model(random, bytes, access);
            while (SmallDevice.Load(yaml).Model is null);
            return SmallDevice.Of(yaml);
        }

        private static string Model(Random random, int bytes, string access) => $$"""
            regions: { io: { space: port, size: 0x20 } }
            registers:
              GO: { at: io+0 }
              ST: { at: io+8, size: {{bytes}}, parts: [{{string.Join(", ", new[] { 1, 2, 4 }.Where(size => size < bytes))}}], access: {{access}}, fields: { A: 0, B: {{8 * bytes - 8}}, C: 9, W: 6..9, K: { bits: 2, access: rw }, L: { bits: {{8 * bytes - 1}}, access: rw } } }
            machines:
              m: { initial: busy, states: { busy: {}, done: { reusable: true } }, transitions: [{ from: busy, to: done, on: observe ST, when: "{{Guard(random, 3)}}" }, { from: done, to: busy, on: write GO }] }
            """;

        public static TraceEvent Access(Random random, int bytes)
        {
            var size = 1 << random.Next(4);
            var isGo = random.Next(3) == 0;
            size = isGo ? 1 : Math.Min(size, bytes);
            var at = isGo ? 0u : 8 + (uint)(random.Next(bytes / size) * size);
            var value = (ulong)random.NextInt64() & (random.Next(3) == 0 ? ulong.MaxValue : 0x8181_8181_8181_8183) & (ulong.MaxValue >> (64 - 8 * size));
            return new TraceEvent(isGo || random.Next(6) == 0 ? TraceEventKind.Write : TraceEventKind.Read, 0, size, at, value);
        }

        /// <summary>An access in all engines, and what may come of it.</summary>
        public void Next(string place, ref int parts, ref int wholes)
        {
            var access = Access(random, bytes);
            var before = monitor.State.Words.ToArray();
            var moves = machines.Moves;
            machines.Access(access, place);
            ways.Access(access, place);
            if (access.Kind != TraceEventKind.Read || (before[0] & rule.FromMask) == 0)
                return;
            var (fires, isWhole) = (machines.Moves > moves, access.Size == bytes);
            (parts, wholes) = (parts + (fires && !isWhole ? 1 : 0), wholes + (fires && isWhole ? 1 : 0));
            var shown = (ulong.MaxValue >> (64 - 8 * access.Size)) << (8 * (int)(access.Offset - 8));
            var now = before[register.Word] & ~shown | access.Value << (8 * (int)(access.Offset - 8));
            if (isWhole)
                Assert.True(fires == Holds(before, now), $"{place}: {rule.Guard.Text} at 0x{now:x}");
            // Every byte that the read does not show may be anything by now, but for bits that only the guest changes.
            for (var i = 0; fires && i < 100; i++)
            {
                var unknown = (ulong.MaxValue >> (64 - 8 * bytes)) & ~shown & ~(isFollowed ? register.KeptBits : 0);
                var other = now & ~unknown | unknown & (i == 0 ? 0 : i == 1 ? ulong.MaxValue : (ulong)random.NextInt64() & (ulong)random.NextInt64());
                Assert.True(Holds(before, other), $"{place}: {rule.Guard.Text} fired on 0x{access.Value:x} at byte {access.Offset - 8}, and would not be true of 0x{other:x}");
            }
        }

        private bool Holds(ulong[] before, ulong now)
        {
            var words = (ulong[])before.Clone();
            words[register.Word] = now;
            return rule.Guard.Test(words, register.Word, before[register.Word]);
        }

        private static string Guard(Random random, int depth) => depth == 0 || random.Next(4) == 0 ? Test(random)
            : random.Next(5) switch
            {
                < 2 => $"({Guard(random, depth - 1)} and {Guard(random, depth - 1)})",
                < 4 => $"({Guard(random, depth - 1)} or {Guard(random, depth - 1)})",
                _ => $"not ({Guard(random, depth - 1)})",
            };

        private static string Test(Random random) => random.Next(12) switch
        {
            < 3 => "ST.A",
            < 5 => "ST.B",
            5 => "not ST.C",
            6 => $"ST.W == {random.Next(16)}",
            7 => $"ST.W != {random.Next(16)}",
            8 => random.Next(2) == 0 ? "ST.K" : "ST.L",
            9 => "(ST & 0x8101) != 0",
            10 => $"ST.W > {random.Next(1, 15)}",
            _ => random.Next(2) == 0 ? "old(ST.A)" : "ST.A + ST.B == 1",
        };
    }
}
