using Dmm.Compilation;
using Dmm.Hooking;
using Dmm.Modeling.Loading;
using Iced.Intel;
using Passthrough.Devices.Simulated;
using Passthrough.Guests.Kvm;
using Passthrough.Guests.Scripted;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;
using Xunit.Abstractions;
using static Iced.Intel.AssemblerRegisters;

namespace Isolation.Tests.Kvm;

/// <summary>A virtual machine that makes mischief beside a guest at work, which must come to its end.</summary>
internal static class MachineMischief
{
    private const ushort Port = 0x300, StackTop = 0x8000, Descriptors = 0x2000;
    private const int Accesses = 300; // before each the attacker may run for a whole slice

    private static readonly MonitorTables Tables = TableCompiler.Compile(ModelLoader.Load("ne2k.yaml", RepositoryFiles.Bytes("models", "ne2k.yaml")).Model!, HookGoals.Handoff | HookGoals.Dma | HookGoals.Frames);

    /// <summary>Plays it, under each policy of what follows a denial.</summary>
    public static void Play(string what, ITestOutputHelper output)
    {
        foreach (var denied in Enum.GetValues<DenialPolicy>())
        {
            using var nic = new SimulatedNe2000();
            var multiplexer = new Multiplexer(Tables, nic, null, new FairScheduler(leastMs: 0.1, mostMs: 1, idleMs: 0.1), new SharingOptions { Denied = denied });
            var made = 0;
            using var isDone = new CancellationTokenSource(30_000);
            multiplexer.Add(new ScriptedGuest("victim", new ScriptOf(async io =>
            {
                await Card.StartAsync(io, 2);
                for (; made < Accesses; made++)
                    await io.Read(0, 1);
                await isDone.CancelAsync();
            })));
            using var machine = KvmGuest.TryCreate(new KvmGuestOptions { Name = "attacker", Program = ProgramOf(what), SpinLimitMs = 300 }, out var problem);
            Assert.True(machine is not null, problem);
            multiplexer.Add(machine);
            multiplexer.Run(untilNs: 5_000_000_000, isDone.Token);
            output.WriteLine($"{denied}: the victim made {made} accesses; {multiplexer.NowNs / 1e6:f0} ms; {machine.Report.Outcome} {machine.Report.Message.ReplaceLineEndings(" ")}");
            Assert.Null(multiplexer.Problem);
            Assert.Equal(Accesses, made);
        }
    }

    private static GuestProgram ProgramOf(string what)
    {
        var image = new byte[0x4000];
        // Two flat segments, code and data, of protected mode; the table lies past the code.
        byte[] table = [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0x9a, 0xcf, 0, 0xff, 0xff, 0, 0, 0, 0x92, 0xcf, 0, 0x17, 0, 0, 0x30, 0, 0];
        table.CopyTo(image, Descriptors); // the segment is loaded at 0x1000, so the table is at 0x3000
        var assembler = new Assembler(16);
        Write(assembler, what);
        using var bytes = new MemoryStream();
        assembler.Assemble(new StreamCodeWriter(bytes), 0);
        bytes.ToArray().CopyTo(image, 0);
        return new GuestProgram(image, 0, StackTop, new Dictionary<byte, ushort>());
    }

    private static void Write(Assembler a, string what)
    {
        var again = a.CreateLabel();
        switch (what)
        {
            case "protected mode, then an access that is denied":
                a.lgdt(__dword_ptr[Descriptors + 24]);
                a.mov(eax, cr0);
                a.or(eax, 1);
                a.mov(cr0, eax);
                a.mov(ax, 0x10);
                a.mov(ss, ax);
                Denied(a, again);
                break;
            case "a machine check with its stack and its table nowhere":
                a.mov(ax, 0xffff);
                a.mov(ss, ax);
                a.mov(sp, 0xffff);
                a.mov(__word_ptr[0x2100], 0);
                a.mov(__dword_ptr[0x2102], 0x00ff_fff0u);
                a.lidt(__dword_ptr[0x2100]);
                Denied(a, again);
                break;
            case "accesses across the last port":
                a.Label(ref again);
                a.mov(dx, (ushort)(Port + 0x1f));
                a.@out(dx, eax);
                a.@in(eax, dx);
                a.@in(ax, dx);
                a.mov(dx, (ushort)(Port - 1));
                a.@out(dx, eax);
                a.@in(eax, dx);
                a.mov(dx, 0xffff);
                a.@out(dx, eax);
                a.jmp(again);
                break;
            case "ports of nobody without end":
                a.mov(dx, 0x200);
                a.Label(ref again);
                a.mov(di, 0x3000);
                a.mov(cx, 0x400);
                a.rep.insb();
                a.jmp(again);
                break;
            case "a triple fault":
                a.mov(__word_ptr[0x2100], 0);
                a.mov(__dword_ptr[0x2102], 0u);
                a.lidt(__dword_ptr[0x2100]);
                a.ud2();
                break;
            case "memory of nobody without end":
                a.mov(ax, 0xffff);
                a.mov(ds, ax);
                a.Label(ref again);
                a.mov(__dword_ptr[0x100], eax);
                a.jmp(again);
                break;
            default:
                a.mov(dx, 0);
                a.Label(ref again);
                a.mov(al, 0);
                a.cmp(dx, 0xe3);
                var skip = a.CreateLabel();
                a.je(skip);
                a.@in(al, dx);
                a.@out(dx, al);
                a.Label(ref skip);
                a.inc(dx);
                a.jmp(again);
                break;
        }
    }

    /// <summary>Accesses that are denied, without end.</summary>
    private static void Denied(Assembler a, Label again)
    {
        a.Label(ref again);
        a.mov(dx, (ushort)(Port + 0x1a));
        a.@out(dx, al);
        a.@in(al, dx);
        a.jmp(again);
    }
}
