using Iced.Intel;
using Passthrough.Guests;
using Passthrough.Guests.Kvm;

namespace Passthrough.Tests.Kvm;

/// <summary>Small programs, and the guests that run them.</summary>
internal static class SmallProgram
{
    public const ushort Port = 0x300, StackTop = 0x8000, HandlerOffset = 0x100;

    public static GuestProgram Of(Action<Assembler> write, params (byte Vector, Action<Assembler> Write)[] handlers)
    {
        var image = new byte[0x1000];
        Put(image, 0, write);
        var offsets = new Dictionary<byte, ushort>();
        foreach (var (vector, handler) in handlers)
        {
            var at = (ushort)(HandlerOffset * (1 + offsets.Count));
            Put(image, at, handler);
            offsets[vector] = at;
        }
        return new GuestProgram(image, 0, StackTop, offsets);
    }

    public static KvmGuest Guest(GuestProgram program, string name = "a", int spinLimitMs = 2_000)
    {
        var guest = KvmGuest.TryCreate(new KvmGuestOptions { Name = name, Program = program, SliceMs = 5, SpinLimitMs = spinLimitMs }, out var problem);
        Assert.True(guest is not null, problem);
        return guest;
    }

    public static KvmGuest Guest(Action<Assembler> write, params (byte Vector, Action<Assembler> Write)[] handlers) => Guest(Of(write, handlers));

    /// <summary>Runs it until it needs more than time.</summary>
    public static GuestRequest RunOn(this KvmGuest guest, long nowNs = 0)
    {
        for (var i = 0; i < 1_000; i++)
        {
            if (guest.Run(nowNs) is { Kind: not GuestRequestKind.Busy } request)
                return request;
        }
        throw new InvalidOperationException("the guest is busy for ever");
    }

    /// <summary>Runs it to its end.</summary>
    public static GuestReport End(this KvmGuest guest)
    {
        Assert.Equal(GuestRequestKind.Ended, guest.RunOn().Kind);
        return guest.Report;
    }

    private static void Put(byte[] image, int at, Action<Assembler> write)
    {
        var assembler = new Assembler(16);
        write(assembler);
        using var bytes = new MemoryStream();
        assembler.Assemble(new StreamCodeWriter(bytes), (ulong)at);
        bytes.ToArray().CopyTo(image, at);
    }
}
