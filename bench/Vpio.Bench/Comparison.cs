using System.Globalization;
using System.Runtime.InteropServices;
using Dmm.Compilation;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Replaying;
using Dmm.Tracing;

namespace Vpio.Bench;

/// <summary>Everything beside everything in one process: rounds of each take turns, so that other work on the machine meets all alike.</summary>
/// <param name="library">The monitor that was written by hand, compiled; null where there is no compiler.</param>
internal sealed class Comparison(string? library)
{
    private const int Rounds = 41;

    private readonly TraceEvent[] judged = Recording.JudgedEvents();
    private readonly byte[] text = Recording.Text();
    private readonly byte[] binary = Recording.Binary();
    private readonly List<Contestant> contestants = [];
    private readonly DeviceModel model = Subject.Model();
    private readonly TraceBatch batch = new();

    private delegate void Play(IntPtr events, long count, long[] kinds);

    /// <summary>Measures and prints.</summary>
    public static void Run(string? library) => new Comparison(library).Run();

    private void Run()
    {
        var said = new List<(string Name, long[] Kinds)>();
        if (library is not null)
            AddByHand(said);
        foreach (var engine in new[] { Engine.Tables, Engine.Compiled })
            AddEngine(engine, said);
        contestants.ForEach(each => each.WarmUp());
        foreach (var (name, kinds) in said)
            if (!kinds.AsSpan().SequenceEqual(said[0].Kinds))
                throw new InvalidDataException($"{name} says {string.Join(' ', kinds)}, and {said[0].Name} {string.Join(' ', said[0].Kinds)}: what does not do the same cannot be compared");
        foreach (var engine in new[] { Engine.Tables, Engine.ByUse })
        {
            var tables = Subject.Tables(engine);
            Add($"replay .vpt, {Name(engine)}", Recording.Events, Recording.BinaryBytes, () => Replay(binary, tables));
            Add($"replay text, {Name(engine)}", Recording.Events, Recording.TextBytes, () => Replay(text, tables));
        }
        Add("read .vpt", Recording.Events, Recording.BinaryBytes, () => Read(binary));
        Add("read text", Recording.Events, Recording.TextBytes, () => Read(text));
        Add("newline scan of the text", Recording.Events, Recording.TextBytes, () => text.AsSpan().Count((byte)'\n'));
        // What runs often is compiled again at its best, in the background: several times, and not at once.
        for (var round = 0; round < 3; round++)
        {
            contestants.ForEach(each => each.WarmUp());
            Thread.Sleep(500);
        }
        for (var round = 0; round < Rounds; round++)
            foreach (var each in contestants)
                each.Measure();
        Print(said[0].Kinds);
    }

    private void AddByHand(List<(string, long[])> said)
    {
        var play = Marshal.GetDelegateForFunctionPointer<Play>(NativeLibrary.GetExport(NativeLibrary.Load(library!), "ne2k_play"));
        var at = GCHandle.Alloc(judged, GCHandleType.Pinned).AddrOfPinnedObject();
        var kinds = new long[4];
        Add("one event a call, by hand in C", judged.Length, 0, () => play(at, judged.Length, kinds));
        said.Add(("C", kinds));
    }

    private void AddEngine(Engine engine, List<(string, long[])> said)
    {
        var (monitor, kinds) = (new DeviceMonitor(Subject.Tables(engine)), new long[4]);
        Add($"one event a call, {Name(engine)}", judged.Length, 0, () => OneByOne(monitor, kinds));
        said.Add((Name(engine), kinds));
    }

    private void OneByOne(DeviceMonitor monitor, long[] kinds)
    {
        monitor.PowerOn();
        Array.Clear(kinds);
        foreach (ref readonly var each in judged.AsSpan())
            kinds[(int)(each.Kind == TraceEventKind.InterruptLine ? monitor.Interrupt(each.Value) : monitor.Access(each)).Kind]++;
    }

    private static void Replay(byte[] recording, MonitorTables tables)
    {
        using var reader = Recording.Open(recording, tables.Model);
        if (new Replayer(tables).Run(reader).Events != Recording.Events)
            throw new InvalidDataException("not every event was played");
    }

    private void Read(byte[] recording)
    {
        using var reader = Recording.Open(recording, model);
        while (reader.Read(batch) > 0)
            continue;
    }

    private void Add(string name, long events, long bytes, Action run) => contestants.Add(new Contestant(name, events, bytes, run));

    private static string Name(Engine engine) => engine == Engine.Tables ? "tables" : engine == Engine.Compiled ? "compiled" : "compiled by use";

    private void Print(long[] kinds)
    {
        Console.WriteLine($"{Machine()}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}; {Rounds} rounds of each in turn, {ThreadClock.Name}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{judged.Length} events: {kinds[0]} unhooked, {kinds[1]} observed, {kinds[2]} allowed, {kinds[3]} denied, by all alike"));
        Console.WriteLine();
        Console.WriteLine("| what | ns an event, best | median | M events/s | MB/s | of the first, best | median |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        var first = contestants[0];
        foreach (var each in contestants)
            Console.WriteLine(each.Bytes == 0 ? each.Row(first) : each.Row(null));
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Making the code of all slots that are used here took {MakingMs():0.0} ms more than running it."));
    }

    /// <summary>What the first play of a model costs beside what a later one does, with everything else compiled already.</summary>
    private double MakingMs()
    {
        var (monitor, kinds, begun) = (new DeviceMonitor(Subject.Tables(Engine.Compiled)), new long[4], ThreadClock.Ns);
        OneByOne(monitor, kinds);
        var made = ThreadClock.Ns;
        OneByOne(monitor, kinds);
        return (made - begun - (ThreadClock.Ns - made)) / 1e6;
    }

    private static string Machine() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } name
            ? name[(name.IndexOf(':', StringComparison.Ordinal) + 2)..] : RuntimeInformation.ProcessArchitecture.ToString();

    private sealed class Contestant(string name, long events, long bytes, Action run)
    {
        private readonly List<double> rounds = [];

        public long Bytes => bytes;

        private double Best => rounds.Min();

        private double Median => rounds.Order().ElementAt(rounds.Count / 2);

        public void WarmUp()
        {
            for (var i = 0; i < 40; i++)
                run();
        }

        public void Measure()
        {
            var begun = ThreadClock.Ns;
            run();
            rounds.Add((ThreadClock.Ns - begun) / (double)events);
        }

        public string Row(Contestant? first) => string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {Best:0.00} | {Median:0.00} | {1000 / Best:0} | {(bytes == 0 ? "" : $"{1000.0 * bytes / events / Best:0}")} | {(first is null ? "" : $"{Best / first.Best:0.00}")} | {(first is null ? "" : $"{Median / first.Median:0.00}")} |");
    }
}
