using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Passthrough.Guests.VfioUser;
using Passthrough.Scenarios;
using Passthrough.Serving;
using Passthrough.SystemCalls;

namespace Passthrough.Tests.Serving;

/// <summary>Clients that drive the simulated NE2000 by hand, each as a guest of its own.</summary>
public sealed class ServedRunTests : IDisposable
{
    private const byte Stop = 0x21, ReadDma = 0x0a, Start = 0x22;
    private const uint SetTrigger = 0x24, SetUnmask = 0x14, Fire = 0x21;
    private const int FewSeconds = 20_000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();
    private readonly CancellationTokenSource ending = new();
    private readonly ServedRun run;
    private readonly Task serving;

    public ServedRunTests()
    {
        var file = RepositoryFiles.PathOf("scenarios/linux-ne2k.yaml");
        var model = new ModelText("ne2k.yaml", File.ReadAllBytes(RepositoryFiles.PathOf("models/ne2k.yaml")));
        var scenario = ScenarioLoader.Load(file, File.ReadAllBytes(file), model).Scenario!;
        run = ServeBuilder.TryBuild(scenario, folder.FullName, out var problem) ?? throw new InvalidOperationException(problem);
        serving = Task.Run(() => run.Run(cancel: ending.Token));
    }

    [Fact]
    public void EachGuestFindsAStationAddressOfItsOwn()
    {
        using var alpha = Attach(0);
        using var beta = Attach(1);
        Assert.Equal("525400123460", StationAddress(alpha));
        Assert.Equal("525400123461", StationAddress(beta));
        Assert.Equal("525400123460", StationAddress(alpha));
    }

    [Fact]
    public void GuestsKeepTheirRegistersOverHandOffs()
    {
        using var alpha = Attach(0);
        using var beta = Attach(1);
        for (byte i = 0; i < 40; i++)
        {
            Write(alpha, 0x03, i);
            Write(beta, 0x03, (byte)(200 + i));
            Assert.Equal(i, Read(alpha, 0x03));
            Assert.Equal(200 + i, Read(beta, 0x03));
        }
        Assert.True(run.Multiplexer.Handoffs.Count > 10);
    }

    [Fact]
    public void GuestThatIsKilledInTheMiddleOfATransferHarmsNobody()
    {
        using var beta = Attach(1);
        Write(beta, 0x03, 0x4d);
        for (var i = 0; i < 5; i++)
        {
            using (var alpha = Attach(0))
            {
                BeginDma(alpha, 0x4000, 512);
                alpha.Send(MessageKind.ReadRegion, Client.Access(0, 0x10, 2)); // and does not wait for the answer
            }
            Assert.Equal(0x4d, Read(beta, 0x03));
        }
        using var next = Attach(0);
        Assert.Equal("525400123460", StationAddress(next));
        Assert.Null(run.Multiplexer.Problem);
    }

    [Fact]
    public void ClientThatSendsGarbageHarmsNobody()
    {
        using var beta = Attach(1);
        Write(beta, 0x03, 0x4d);
        var random = new Random(1);
        for (var i = 0; i < 20; i++)
        {
            using (var alpha = new Client(run.Guests[0].Socket))
            {
                var bytes = new byte[random.Next(1, 4000)];
                random.NextBytes(bytes);
                alpha.SendRaw(bytes);
            }
            Assert.Equal(0x4d, Read(beta, 0x03));
        }
        using var next = Attach(0);
        Assert.Equal("525400123460", StationAddress(next));
    }

    /// <summary>For two seconds, or as long as VPIO_FUZZ_SECONDS says: guests that send anything, leave in the middle of it and are followed by the next one.</summary>
    [Fact]
    public void WhateverVmmsSendOthersGoOn()
    {
        var seconds = double.TryParse(Environment.GetEnvironmentVariable("VPIO_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var asked) ? asked : 2;
        using var beta = Attach(1);
        using var file = Place.Memory(1 << 20);
        var random = new Random((int)Stopwatch.GetTimestamp());
        var vmms = 0;
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun).TotalSeconds < seconds; vmms++)
        {
            var mark = (byte)random.Next();
            Write(beta, 0x03, mark);
            using (var alpha = random.Next(4) == 0 ? new Client(run.Guests[0].Socket) : Attach(0))
                for (var i = random.Next(100); i > 0 && !alpha.IsGone; i--)
                    SendAnything(alpha, random, file);
            Assert.Equal(mark, Read(beta, 0x03));
        }
        using var next = Attach(0);
        Assert.Equal("525400123460", StationAddress(next));
        Assert.Null(run.Multiplexer.Problem);
        Assert.True(vmms > seconds);
    }

    [Fact]
    public void GuestThatFloodsGetsItsShareAndNoMore()
    {
        using var alpha = Attach(0);
        using var beta = Attach(1);
        Write(beta, 0x03, 0x4d);
        for (var i = 0; i < 2_000; i++)
            alpha.Send(MessageKind.WriteRegion, Client.Access(0, 0x03, 1, (byte)i), flags: 0x10); // posted: nobody waits for an answer
        for (var i = 0; i < 20; i++)
            Assert.Equal(0x4d, Read(beta, 0x03));
    }

    /// <summary>Nothing waits for a guest: not where the trigger is full, nor where the unmasking event has nothing to be taken, though both are blocking.</summary>
    [Fact]
    public void GuestWhoseEventsBlockHoldsUpNobody()
    {
        using var alpha = Attach(0);
        using var beta = Attach(1);
        using var trigger = Events.MakeBlocking();
        using var unmask = Events.MakeBlocking();
        Events.Fill(trigger);
        Write(beta, 0x03, 0x4d);
        SetEvent(alpha, SetTrigger, trigger);
        SetEvent(alpha, SetUnmask, unmask);
        for (var i = 0; i < 20; i++)
        {
            alpha.Send(MessageKind.SetInterrupts, Client.Words(20, Fire, 0, 0, 1));
            Assert.Equal(0u, alpha.Take().Error);
            Write(alpha, 0x03, (byte)i); // the line is masked now, and each look asks for the event that unmasks
            Assert.Equal(0x4d, Read(beta, 0x03));
        }
        Assert.True(Events.IsBlocking(trigger) && Events.IsBlocking(unmask)); // so it is not this that nobody waited for
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void SocketsAreInAFolderThatNobodyElseEnters()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.FullName));
        var open = Directory.CreateTempSubdirectory().FullName;
        File.SetUnixFileMode(open, (UnixFileMode)0b111_101_101);
        Assert.Null(ServeBuilder.TryBuild(run.Scenario, open, out var problem));
        Assert.Contains("is open to other users", problem, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        ending.Cancel();
        Assert.True(serving.Wait(FewSeconds));
        run.Dispose();
        ending.Dispose();
        folder.Delete(recursive: true);
    }

    private Client Attach(int place)
    {
        for (var i = 0; ; i++)
        {
            var client = new Client(run.Guests[place].Socket);
            try
            {
                client.Send(MessageKind.Version, [0, 0, 0, 0, .. "{}\0"u8]);
                Assert.Equal(0u, client.Take().Error);
                client.Send(MessageKind.WriteRegion, Client.Access(Place.ConfigRegion, 4, 2, 1, 0));
                Assert.Equal(0u, client.Take().Error);
                return client;
            }
            catch (Exception gone) when (i < 1_000 && gone is IOException or SocketException)
            {
                client.Dispose(); // the guest that left is still being seen off
                Thread.Sleep(10);
            }
        }
    }

    private static void SendAnything(Client client, Random random, SafeFileHandle file)
    {
        switch (random.Next(8))
        {
            case 0: // no message at all
                var bytes = new byte[random.Next(1, 64)];
                random.NextBytes(bytes);
                client.SendRaw(bytes);
                break;
            case 1: // accesses that nobody waits for
                for (var i = random.Next(200); i > 0; i--)
                    client.Send(MessageKind.WriteRegion, Client.Access(0, (ulong)random.Next(32), 1, (byte)random.Next()), flags: 0x10);
                break;
            case 2:
                client.Send(MessageKind.ReadRegion, Client.Access(0, (ulong)random.Next(32), 1u << random.Next(3)));
                break;
            default:
                client.Send((MessageKind)random.Next(0, 17), MessageProperties.BodyOf(random), random.Next(8) == 0 ? 0x10u : 0, random.Next(4) == 0 ? [file] : []);
                break;
        }
    }

    private static byte Read(Client client, uint port)
    {
        client.Send(MessageKind.ReadRegion, Client.Access(0, port, 1));
        return client.Take().Body[^1];
    }

    private static void Write(Client client, uint port, byte value)
    {
        client.Send(MessageKind.WriteRegion, Client.Access(0, port, 1, value));
        Assert.Equal(0u, client.Take().Error);
    }

    private static void SetEvent(Client client, uint what, EventCounter counter)
    {
        client.Send(MessageKind.SetInterrupts, Client.Words(20, what, 0, 0, 1), 0, counter.Handle);
        Assert.Equal(0u, client.Take().Error);
    }

    private static void BeginDma(Client client, ushort at, ushort length)
    {
        Write(client, 0x00, Stop);
        Write(client, 0x0c, 0x20); // nothing is received
        Write(client, 0x0d, 0x02); // or sent
        Write(client, 0x0e, 0x48); // by bytes
        foreach (var (port, value) in (ReadOnlySpan<(uint, byte)>)[(0x0a, (byte)length), (0x0b, (byte)(length >> 8)), (0x08, (byte)at), (0x09, (byte)(at >> 8))])
            Write(client, port, value);
        Write(client, 0x00, ReadDma);
    }

    private static string StationAddress(Client client)
    {
        BeginDma(client, 0, 12);
        var prom = Enumerable.Range(0, 12).Select(_ => Read(client, 0x10)).ToArray();
        Write(client, 0x00, Start);
        return Convert.ToHexString([.. prom.Where((_, index) => index % 2 == 0)]);
    }
}
