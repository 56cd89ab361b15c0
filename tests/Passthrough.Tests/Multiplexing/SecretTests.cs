using FsCheck;
using FsCheck.Fluent;
using Passthrough.Devices.Simulated;
using Passthrough.Guests.Scripted;
using Passthrough.Multiplexing;
using Passthrough.Multiplexing.Sharing;
using Passthrough.Multiplexing.Turns;

namespace Passthrough.Tests.Multiplexing;

/// <summary>Whatever a guest has its card read, by remote DMA or by sending it, it never gets a byte of another guest.</summary>
public class SecretTests
{
    private const byte Victim = 1, Attacker = 2;

    private sealed record Attack(bool Sends, bool Listens, int Address, int ByteCount);

    private static readonly Gen<Attack> Attacks =
        from sends in ArbMap.Default.GeneratorFor<bool>()
        from listens in ArbMap.Default.GeneratorFor<bool>()
        from address in Gen.OneOf(Gen.Choose(0x3f00, 0x8100), Gen.Choose(0, 0xffff), Gen.Choose(0x40, 0x80).Select(page => page << 8))
        from byteCount in Gen.OneOf(Gen.Choose(1, 64), Gen.Choose(1, 1600), Gen.Choose(1, 0x4100))
        select new Attack(sends, listens, address, byteCount);

    [Fact]
    public void NoByteOfAnotherGuestIsReadOrSent()
    {
        var (reads, sent) = (0L, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Attacks.ArrayOf(4).ToArbitrary(), attacks =>
        {
            var peer = new SecretPeer([0x02, 0, 0, 0, 1, Victim]);
            var read = Run(attacks, peer);
            reads += read.Count;
            sent += peer.Received;
            return !peer.HasSeenSecret && read.TrueForAll(bytes => !bytes.Contains(SecretPeer.Secret));
        }));
        Assert.True(reads > 50 && sent > 20, $"{reads} reads and {sent} frames attack nothing");
    }

    /// <summary>In word mode the card reads the even byte too.</summary>
    [Fact]
    public void AReadThatBeginsAtAnOddAddressShowsNoByteBefore()
    {
        var read = Run([new(false, true, 0x6700, 1008), new(true, true, 0x62b9, 1301), new(false, false, 0x6f0f, 7737)], new SecretPeer([0x02, 0, 0, 0, 1, Victim]));

        Assert.All(read, bytes => Assert.DoesNotContain(SecretPeer.Secret, bytes));
    }

    [Theory]
    [InlineData(3, 0x6f)] // the whole ring becomes free
    [InlineData(0xc, 0x04)] // it begins to listen
    public void AReadThatGoesOnSlowlyIsDeniedWhenFramesMayArriveWhereItReads(uint port, byte value)
    {
        byte[]? read = null;
        var peer = new SecretPeer([0x02, 0, 0, 0, 1, Victim]);
        using var nic = new SimulatedNe2000();
        var multiplexer = new Multiplexer(Cards.Usual, nic, peer, new FairScheduler(leastMs: 0.5, mostMs: 2, idleMs: 0.1), new SharingOptions());
        multiplexer.Add(new ScriptedGuest("victim", new ScriptOf(io => io.StartAsync(Victim))));
        var attacker = multiplexer.Add(new ScriptedGuest("attacker", new ScriptOf(async io =>
        {
            await io.Wait(20_000_000);
            await io.StartAsync(Attacker, rcr: port == 0xc ? (byte)0x20 : (byte)0x04);
            await io.Write(3, 1, Hand.FirstRingPage + 1); // all but the first page may hold frames that it has not read
            await io.BeginRemoteAsync(Hand.FirstRingPage << 8, 0x2000, 0x0a);
            await io.Write(port, 1, value);
            await io.Wait(io.NowNs + 20_000_000);
            read = new byte[0x2000];
            await io.ReadRun(Hand.Data, 2, read);
        })));

        multiplexer.Run(untilNs: 1_000_000_000);

        Assert.DoesNotContain(SecretPeer.Secret, read!);
        Assert.True(attacker.Counts.Denied > 0, "nothing was denied");
    }

    private static List<byte[]> Run(Attack[] attacks, SecretPeer peer)
    {
        List<byte[]> read = [];
        var isOver = false;
        var uploads = 0;
        using var nic = new SimulatedNe2000();
        var multiplexer = new Multiplexer(Cards.Usual, nic, peer, new FairScheduler(leastMs: 0.5, mostMs: 2, idleMs: 0.1), new SharingOptions());
        Add("victim", async io =>
        {
            await io.StartAsync(Victim);
            while (!isOver)
            {
                await io.UploadAsync(0x4000, Full(0xc00)); // all that is not ring: of the ring the peer takes care
                uploads++;
                await io.Wait(io.NowNs + 100_000);
            }
        });
        Add("attacker", async io =>
        {
            foreach (var attack in attacks)
            {
                var before = uploads;
                while (uploads == before)
                    await io.Wait(io.NowNs + 200_000);
                await io.StartAsync(Attacker, attack.Listens ? (byte)0x04 : (byte)0x20);
                await io.Wait(io.NowNs + 3_000_000); // frames of the victim come in
                if (attack.Sends)
                    await io.SendAsync(attack.Address >> 8, attack.ByteCount);
                else
                    read.Add(await io.DownloadAsync(attack.Address, attack.ByteCount));
            }
            isOver = true;
        });

        multiplexer.Run(untilNs: 10_000_000_000);

        Assert.True(multiplexer.IsOver && uploads > 0, "the attack did not come to its end");
        return read;

        void Add(string name, Func<GuestIo, Task> script) => multiplexer.Add(new ScriptedGuest(name, new ScriptOf(script)));
    }

    private static byte[] Full(int byteCount) => [.. Enumerable.Repeat(SecretPeer.Secret, byteCount)];
}
