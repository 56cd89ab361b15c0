using Iced.Intel;
using Passthrough.Guests;
using static Iced.Intel.AssemblerRegisters;

namespace Passthrough.Tests.Kvm;

/// <summary>Accesses to the device's ports, and to others.</summary>
[Collection(GuestCollection.Name)]
public sealed class AccessTests
{
    [KvmFact]
    public void AWriteBringsItsValue()
    {
        using var guest = SmallProgram.Guest(Write(0x302, 0x1234));
        Assert.Equal(GuestRequest.For(new GuestAccess(true, 0, 2, 2)), guest.RunOn());
        Assert.Equal([0x34, 0x12], guest.Data.ToArray());
    }

    [KvmFact]
    public void WhereaboutsNameTheInstruction()
    {
        using var guest = SmallProgram.Guest(Write(0x302, 0x1234));
        Assert.Null(guest.Whereabouts);
        guest.RunOn();
        Assert.Equal("port 0x302, out dx, ax at 0100:0006", guest.Whereabouts);
    }

    [KvmFact]
    public void WhereaboutsOfAReadNameTheInstruction()
    {
        using var guest = SmallProgram.Guest(a =>
        {
            a.mov(dx, SmallProgram.Port);
            a.@in(al, dx);
        });
        guest.RunOn();
        Assert.Equal("port 0x300, in al, dx at 0100:0003", guest.Whereabouts);
    }

    [KvmFact]
    public void AReadIsAnsweredInPlace()
    {
        using var guest = SmallProgram.Guest(a =>
        {
            a.mov(dx, SmallProgram.Port);
            a.@in(eax, dx);
            a.@out(dx, eax);
        });
        Assert.Equal(GuestRequest.For(new GuestAccess(false, 0, 0, 4)), guest.RunOn());
        byte[] answer = [1, 2, 3, 4];
        answer.CopyTo(guest.Data);
        Assert.True(guest.RunOn().Access.IsWrite);
        Assert.Equal(answer, guest.Data.ToArray());
    }

    [KvmFact]
    public void ARunOfReadsIsPassedOnWhole()
    {
        using var guest = SmallProgram.Guest(a =>
        {
            a.mov(dx, SmallProgram.Port + 0x10);
            a.mov(di, 0x2000);
            a.mov(cx, 20);
            a.rep.insw();
            a.mov(si, 0x2000);
            a.mov(cx, 20);
            a.rep.outsw();
        });
        var expected = Enumerable.Range(1, 40).Select(each => (byte)each).ToArray();
        var given = 0;
        while (given < expected.Length)
        {
            var access = guest.RunOn().Access;
            Assert.True(access.Count > 1, "REP INSW came word by word");
            expected.AsSpan(given, access.Bytes).CopyTo(guest.Data);
            given += access.Bytes;
        }
        var written = new List<byte>();
        while (written.Count < expected.Length)
        {
            Assert.Equal(GuestRequestKind.Access, guest.RunOn().Kind);
            written.AddRange(guest.Data);
        }
        Assert.Equal(expected, written);
    }

    [KvmFact]
    public void PortsOfNobodyReadAsOnes()
    {
        using var guest = SmallProgram.Guest(a =>
        {
            a.@out(0x80, al);
            a.@in(ax, 0x70);
            a.mov(dx, SmallProgram.Port);
            a.@out(dx, ax);
        });
        guest.RunOn();
        Assert.Equal([0xff, 0xff], guest.Data.ToArray());
        Assert.Equal(2, guest.StrayAccesses);
    }

    [KvmFact]
    public void ReadingTheClockAgainTakesTime()
    {
        using var guest = SmallProgram.Guest(a =>
        {
            a.@in(eax, 0xe8);
            a.@in(eax, 0xe8);
            a.mov(dx, SmallProgram.Port);
            a.@out(dx, eax);
        });
        Assert.Equal(GuestRequestKind.Busy, guest.Run(1_000).Kind);
        Assert.Equal(GuestRequestKind.Access, guest.Run(70_000).Kind);
        Assert.Equal([70, 0, 0, 0], guest.Data.ToArray());
    }

    private static Action<Assembler> Write(ushort port, ushort value) => a =>
    {
        a.mov(dx, port);
        a.mov(ax, value);
        a.@out(dx, ax);
    };
}
