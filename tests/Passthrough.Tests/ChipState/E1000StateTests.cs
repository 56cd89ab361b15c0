using Passthrough.Guests.Scripted;
using Passthrough.Tests.Qemu;
using static Passthrough.Tests.ChipState.E1000ByHand;

namespace Passthrough.Tests.ChipState;

/// <summary>What stays in an e1000 when a guest has had it: none of it reaches the next one. Each case has a control, in which the part of the model that closes it is left out.</summary>
public class E1000StateTests
{
    private const ulong Buffer = 0x4000;
    private const double LongMs = 2000, ShortMs = 50;

    private static readonly byte[] Victims = [2, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc], Attackers = [2, 0xbb, 0xbb, 0xbb, 0xbb, 0xbb];

    private static readonly (string, string)[] Open = [("holds: not tx_open, because: \"the rest", "holds: \"true or not tx_open\", because: \"the rest")];

    [QemuTheory]
    [InlineData(true, 0)]
    [InlineData(false, 386)]
    public void AFrameThatIsBegunDoesNotGoOnInTheNextGuestsMemory(bool isGuarded, int leaked)
    {
        using var guests = new TwoGuests("e1000", "qemu", ShortMs, isGuarded ? [] : Open);
        guests.Add("attacker", (0, async (io, memory) =>
        {
            var nic = new E1000ByHand(io, memory);
            Frame(memory, Attackers, 0, 100);
            await nic.StartAsync();
            nic.Legacy(Buffer, 100, 0);
            await nic.RingAsync();
        }));
        guests.Add("victim", (1, async (io, memory) =>
        {
            var nic = new E1000ByHand(io, memory);
            Frame(memory, Victims, TwoGuests.Secret, 400);
            await nic.StartAsync();
            nic.Legacy(Buffer, 400, End);
            await nic.RingAsync();
        }));

        guests.Run();

        Assert.Equal(leaked, guests.SecretSentTo(Attackers));
        Assert.Equal(isGuarded ? 386 : 0, guests.SecretSentTo(Victims));
    }

    [QemuTheory]
    [InlineData(true, 0)]
    [InlineData(false, 86)]
    public void AFrameThatTheLastGuestHasBegunIsNotEndedByTheNext(bool isGuarded, int leaked)
    {
        using var guests = new TwoGuests("e1000", "qemu", ShortMs, isGuarded ? [] : Open);
        guests.Add("victim", (0, async (io, memory) =>
        {
            var nic = new E1000ByHand(io, memory);
            Frame(memory, Victims, TwoGuests.Secret, 100);
            await nic.StartAsync();
            nic.Legacy(Buffer, 100, 0);
            await nic.RingAsync();
        }));
        guests.Add("attacker", (1, async (io, memory) =>
        {
            var nic = new E1000ByHand(io, memory);
            Frame(memory, Attackers, 0, 60);
            await nic.StartAsync();
            nic.Legacy(Buffer, 60, End);
            await nic.RingAsync();
        }));

        guests.Run();

        Assert.Equal(leaked, guests.Wire.Sent.Max(frame => frame.Count(each => each == TwoGuests.Secret)));
    }

    [QemuTheory]
    [InlineData(true, 0)]
    [InlineData(false, 100)]
    public void TheHeaderOfAnothersSegmentsStaysInTheChip(bool isGuarded, int leakedAtLeast)
    {
        using var guests = new TwoGuests("e1000", "qemu", LongMs, isGuarded ? [] : [(", tx_kind", "")]);
        guests.Add("victim", (0, async (io, memory) =>
        {
            var nic = new E1000ByHand(io, memory);
            Frame(memory, Victims, TwoGuests.Secret, 400);
            await nic.StartAsync();
            nic.Context(14, 20, Segmented, 140, 100);
            nic.Data(Buffer, 400, End | Segmented);
            await nic.RingAsync();
        }));
        var attacker = guests.Add("attacker", (1, async (io, memory) =>
        {
            var nic = new E1000ByHand(io, memory);
            Frame(memory, Attackers, 0, 900);
            await nic.StartAsync();
            nic.Context(14, 20, Segmented, 140, 300);
            nic.Data(Buffer, 200, 0);
            nic.Data(Buffer + 200, 700, End | Segmented); // the header was passed before there was one
            await nic.RingAsync();
        }));

        guests.Run();

        var leaked = guests.Wire.Sent.Where(frame => frame.Length > 300).Select(frame => frame.Count(each => each == TwoGuests.Secret)).DefaultIfEmpty().Max();
        Assert.InRange(leaked, leakedAtLeast, isGuarded ? 0 : 140);
        Assert.Equal(isGuarded, attacker.Counts.Denied > 0);
        Assert.Contains(guests.Wire.Sent, frame => frame.Length == 240); // the victim's own left all the same
    }

    [QemuTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void AGuestSendsByTheContextThatItGaveAlthoughAnotherGaveOneSince(bool isGuarded)
    {
        using var guests = new TwoGuests("e1000", "qemu", LongMs, isGuarded ? [] : [("  - { register: TDH, save: none, restore: offload,", "  - { register: TDH, save: none, restore: none,")]);
        E1000ByHand? kept = null;
        guests.Add("victim",
            (0, async (io, memory) =>
            {
                kept = new E1000ByHand(io, memory);
                Frame(memory, Victims, 0x5a, 64);
                await kept.StartAsync();
                kept.Context(14, 20);
                kept.Data(Buffer, 64, End, Checksum);
                await kept.RingAsync();
            }),
            (2, async (_, _) =>
            {
                kept!.Data(Buffer, 64, End, Checksum);
                await kept.RingAsync();
            }));
        guests.Add("attacker", (1, async (io, memory) =>
        {
            var nic = new E1000ByHand(io, memory);
            await nic.StartAsync();
            nic.Context(0, 30);
            await nic.RingAsync();
        }));

        guests.Run();

        Assert.Equal(2, guests.Wire.Sent.Count);
        Assert.Equal(isGuarded, guests.Wire.Sent[0].AsSpan().SequenceEqual(guests.Wire.Sent[1]));
    }

    [QemuTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void AGuestThatGaveNoContextSendsAsOnADeviceOfItsOwn(bool isGuarded)
    {
        var alone = Send(withOther: false);
        var shared = Send(withOther: true);

        Assert.Equal(isGuarded, alone.AsSpan().SequenceEqual(shared));

        byte[] Send(bool withOther)
        {
            using var guests = new TwoGuests("e1000", "qemu", LongMs, isGuarded ? [] : [("  - { register: TDH, save: none, restore: offload,", "  - { register: TDH, save: none, restore: none,")]);
            guests.Add("other", (0, async (io, memory) =>
            {
                if (!withOther)
                    return;
                var nic = new E1000ByHand(io, memory);
                await nic.StartAsync();
                nic.Context(14, 30);
                await nic.RingAsync();
            }));
            guests.Add("guest", (1, async (io, memory) =>
            {
                var nic = new E1000ByHand(io, memory);
                Frame(memory, Victims, 0x5a, 64);
                await nic.StartAsync();
                nic.Data(Buffer, 64, End, Checksum);
                await nic.RingAsync();
            }));
            guests.Run();
            return Assert.Single(guests.Wire.Sent);
        }
    }

    [QemuTheory]
    [InlineData(true, 0)]
    [InlineData(false, 8)]
    public void NoBytesOfAnothersFrameComeOutWithATag(bool isGuarded, int leaked)
    {
        using var guests = new TwoGuests("e1000", "qemu", LongMs, isGuarded ? [] : [(", tx_length", "")]);
        guests.Add("victim", (0, async (io, memory) =>
        {
            var nic = new E1000ByHand(io, memory);
            memory.Write(Buffer, [.. Enumerable.Repeat(TwoGuests.Secret, 100)]);
            await nic.StartAsync();
            nic.Legacy(Buffer, 100, End);
            await nic.RingAsync();
        }));
        guests.Add("attacker", (1, async (io, memory) =>
        {
            var nic = new E1000ByHand(io, memory);
            await io.Write(0, 4, 0x4000_0040); // tags are put in
            await nic.StartAsync();
            for (var length = 0; length <= 4; length += 4) // four bytes past the end of each come along
            {
                nic.Legacy(Buffer, length, End | Tagged);
                await nic.RingAsync();
            }
        }));

        guests.Run();

        Assert.Equal(leaked, guests.Wire.Sent.Where(frame => frame.Length < 60).Sum(frame => frame.Count(each => each == TwoGuests.Secret)));
    }

    private static void Frame(DriverMemory memory, byte[] destination, byte fill, int byteCount)
    {
        var frame = Enumerable.Repeat(fill, byteCount).ToArray();
        ((ReadOnlySpan<byte>)[.. destination, 2, 0, 0, 0, 0, 1, 0x88, 0xb5]).CopyTo(frame);
        memory.Write(Buffer, frame);
    }
}
