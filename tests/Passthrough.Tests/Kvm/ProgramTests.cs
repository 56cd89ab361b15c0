using FsCheck;
using FsCheck.Fluent;
using Iced.Intel;
using Passthrough.Guests.Kvm;
using Passthrough.Nics.Ne2000.RealMode;

namespace Passthrough.Tests.Kvm;

/// <summary>The driver's program as bytes; nothing here needs KVM.</summary>
public sealed class ProgramTests
{
    /// <summary>What a KVM without hardware virtualization was measured to emulate.</summary>
    private static readonly HashSet<Mnemonic> Emulated =
    [
        Mnemonic.Mov, Mnemonic.Movzx, Mnemonic.Add, Mnemonic.Adc, Mnemonic.Sub, Mnemonic.Inc, Mnemonic.Dec, Mnemonic.Cmp, Mnemonic.Test,
        Mnemonic.And, Mnemonic.Xor, Mnemonic.Shr, Mnemonic.Push, Mnemonic.Pop, Mnemonic.Pushad, Mnemonic.Popad, Mnemonic.Call, Mnemonic.Ret,
        Mnemonic.Iret, Mnemonic.Jmp, Mnemonic.Je, Mnemonic.Jne, Mnemonic.Jb, Mnemonic.Jae, Mnemonic.Ja, Mnemonic.Jbe, Mnemonic.Js, Mnemonic.Jcxz,
        Mnemonic.Loop, Mnemonic.In, Mnemonic.Out, Mnemonic.Insw, Mnemonic.Outsw, Mnemonic.Stosb, Mnemonic.Lodsb, Mnemonic.Cmpsb, Mnemonic.Cli,
        Mnemonic.Sti, Mnemonic.Cld, Mnemonic.Stc, Mnemonic.Clc, Mnemonic.Hlt, Mnemonic.Nop,
    ];

    [Fact]
    public void ItUsesOnlyInstructionsThatEveryKvmEmulates() =>
        Assert.Empty(Instructions(Assembled(new())).Select(each => each.Mnemonic).Where(each => !Emulated.Contains(each)).Distinct());

    [Fact]
    public void EveryHandlerAndBranchLeadsToAnInstruction()
    {
        var program = Assembled(new());
        var instructions = Instructions(program);
        var starts = instructions.Select(each => each.IP16).ToHashSet();
        var targets = instructions.Where(each => each.IsJmpShortOrNear || each.IsJccShortOrNear || each.IsCallNear || each.IsLoop || each.IsJcxShort)
            .Select(each => each.NearBranch16);
        Assert.All(targets.Concat(program.Handlers.Values).Append(program.Entry), each => Assert.Contains(each, starts));
    }

    [Fact]
    public void ItHandlesItsInterruptAndMachineChecks() =>
        Assert.Equal(new byte[] { 18, 0x25 }, Assembled(new() { Interrupt = 5 }).Handlers.Keys.Order());

    [Fact]
    public void ItsPortsAreWhereTheCardIs()
    {
        var here = Instructions(Assembled(new() { PortBase = 0x300 })).Count(LoadsPort(0x300));
        var there = Instructions(Assembled(new() { PortBase = 0x280 })).Count(LoadsPort(0x280));
        Assert.Equal((here, 0), (there, Instructions(Assembled(new() { PortBase = 0x280 })).Count(LoadsPort(0x300))));
        Assert.NotEqual(0, here);
    }

    [Fact]
    public void AnyOptionsGiveAProgramOrSayWhatIsWrong() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<(ushort Port, int Interrupt, int Least, int Most, byte Start, byte End, uint Frames)>(any =>
        {
            var program = Ne2000Program.TryAssemble(
                new Ne2000ProgramOptions
                {
                    PortBase = any.Port,
                    Interrupt = any.Interrupt,
                    LeastFrameBytes = 60 + any.Least,
                    MostFrameBytes = 100 + any.Most,
                    RingStart = any.Start,
                    RingEnd = any.End,
                    Frames = any.Frames,
                },
                out var problem);
            return program is null ? problem!.Contains(';', StringComparison.Ordinal) : problem is null && program.Image.Length <= GuestProgram.MostBytes;
        }));

    private static Func<Instruction, bool> LoadsPort(int port) => each =>
        each.Mnemonic == Mnemonic.Mov && each.Op0Register == Register.DX && each.Op1Kind == OpKind.Immediate16
        && each.Immediate16 >= port && each.Immediate16 < port + 0x20;

    private static GuestProgram Assembled(Ne2000ProgramOptions options)
    {
        var program = Ne2000Program.TryAssemble(options, out var problem);
        Assert.True(program is not null, problem);
        return program;
    }

    /// <summary>The code; where its zeros begin it is over, since no instruction of it is two zeros.</summary>
    private static List<Instruction> Instructions(GuestProgram program)
    {
        var decoder = Decoder.Create(16, program.Image.ToArray());
        var instructions = new List<Instruction>();
        while (!program.Image.Span.Slice((int)decoder.IP, 4).SequenceEqual(new byte[4]))
            instructions.Add(decoder.Decode());
        Assert.True(instructions.Count > 300, "the code ends early");
        return instructions;
    }
}
