using Microsoft.Win32.SafeHandles;
using Passthrough.Guests;
using Passthrough.Guests.VfioUser;
using Passthrough.SystemCalls;

namespace Passthrough.Tests.Serving;

public sealed class MessageTests
{
    public static TheoryData<string> Cases() => [.. File.ReadAllLines(RepositoryFiles.PathOf("tests/Passthrough.Tests/Serving/messages.txt")).Where(line => line.Length > 0 && line[0] != '#')];

    [Theory]
    [MemberData(nameof(Cases))]
    public void EachMessageGetsItsAnswer(string line)
    {
        var (message, result) = (line.Split("->")[0].Trim(), line.Split("->")[1].Split(':')[0].Trim());
        var kind = (MessageKind)int.Parse(message.Split(' ')[0], null);
        var words = message.Split(' ')[1..];
        using var place = new Place();
        using var client = place.Attach();
        using var file = Place.Memory(0);
        client.Send(kind, Convert.FromHexString(string.Concat(words.Where(word => word != "fd"))), 0, words.Contains("fd") ? [file] : []);
        place.Run();
        Assert.Equal(result, client.TryTake()?.Error.ToString(null, null));
        Assert.Equal(0u, place.Ask(client, MessageKind.GetDeviceInfo, Client.Words(16, 0, 0, 0)).Error); // the connection goes on
    }

    [Theory]
    [InlineData(15u)] // less than a head
    [InlineData(0u)]
    [InlineData(uint.MaxValue)]
    [InlineData(MessageInbox.MostBytes + 1u)]
    public void MessageOfAnImpossibleSizeEndsTheConnection(uint size)
    {
        using var place = new Place();
        using var client = place.Attach();
        var bytes = new byte[16];
        new MessageHead(1, MessageKind.GetDeviceInfo, size, 0, 0).Write(bytes);
        client.SendRaw(bytes);
        place.Run();
        Assert.True(client.IsGone);
        Assert.Contains("bytes", place.Guest.LastProblem, StringComparison.Ordinal);
    }

    [Fact]
    public void FirstMessageSaysWhichVersionTheClientSpeaks()
    {
        using var place = new Place();
        using var client = new Client(place.Path);
        client.Send(MessageKind.GetDeviceInfo, Client.Words(16, 0, 0, 0));
        place.Run();
        Assert.True(client.IsGone);
    }

    [Fact]
    public void AnotherVersionIsRefused()
    {
        using var place = new Place();
        using var client = new Client(place.Path);
        client.Send(MessageKind.Version, [1, 0, 0, 0, .. "{}\0"u8]);
        place.Run();
        Assert.Equal(22u, client.TryTake()!.Error);
        Assert.True(client.IsGone);
    }

    [Fact]
    public void ReplyWhereARequestIsExpectedEndsTheConnection()
    {
        using var place = new Place();
        using var client = place.Attach();
        client.Send(MessageKind.ReadDma, [], flags: 1);
        place.Run();
        Assert.True(client.IsGone);
    }

    [Fact]
    public void MessageInPiecesIsOneMessage()
    {
        using var place = new Place();
        using var client = place.Attach();
        var bytes = new byte[32];
        new MessageHead(9, MessageKind.GetDeviceInfo, 32, 0, 0).Write(bytes);
        bytes[16] = 16;
        foreach (var piece in bytes)
        {
            Assert.Null(client.TryTake());
            client.SendRaw([piece]);
            place.Run();
        }
        Assert.Equal(9, client.TryTake()!.Head.Id);
    }

    [Fact]
    public void MoreDescriptorsThanAMessageCanHaveEndTheConnectionAndAreClosed()
    {
        using var place = new Place();
        using var client = place.Attach();
        using var file = Place.Memory(4096);
        Assert.Equal(1, DescriptorsOf(file));
        client.Send(MessageKind.GetDeviceInfo, Client.Words(16, 0, 0, 0), 0, file, file, file);
        place.Run();
        Assert.True(client.IsGone);
        Assert.Equal(1, DescriptorsOf(file));
    }

    [Fact]
    public void AccessIsTheGuestsAndIsAnsweredWhenItWasMade()
    {
        using var place = new Place();
        using var client = place.Attach();
        place.Command(client, 1);
        client.Send(MessageKind.ReadRegion, Client.Access(0, 7, 1));
        var request = place.Run();
        Assert.Equal(new GuestAccess(IsWrite: false, 0, 7, 1), request.Access);
        Assert.Null(client.TryTake()); // so long the guest waits
        place.Guest.Data[0] = 0x5a;
        place.Run();
        Assert.Equal([7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0x5a], client.TryTake()!.Body);
    }

    [Fact]
    public void PostedWriteIsMadeAndNotAnswered()
    {
        using var place = new Place();
        using var client = place.Attach();
        place.Command(client, 2);
        client.Send(MessageKind.WriteRegion, Client.Access(1, 8, 4, 1, 2, 3, 4), flags: 0x10);
        Assert.Equal(new GuestAccess(IsWrite: true, 1, 8, 4), place.Run().Access);
        Assert.Equal([1, 2, 3, 4], place.Guest.Data.ToArray());
        place.Run();
        Assert.Null(client.TryTake());
    }

    [Fact]
    public void PostedWriteOfConfigurationSpaceIsMadeAndNotAnswered()
    {
        using var place = new Place();
        using var client = place.Attach();
        client.Send(MessageKind.WriteRegion, Client.Access(Place.ConfigRegion, 4, 2, 4, 0), flags: 0x10);
        place.Run();
        Assert.Null(client.TryTake());
        Assert.True(place.Guest.Memory.IsOpen);
    }

    [Fact]
    public void NextGuestFindsThePlaceAsNew()
    {
        using var place = new Place();
        using var file = Place.Memory(4096);
        using (var first = place.Attach())
        {
            place.Command(first, 7);
            Assert.Equal(0u, place.Ask(first, MessageKind.MapDma, Client.Map(0, 4096), file).Error);
        }
        place.Run();
        Assert.Equal(0, place.Guest.Memory.MapCount);
        using var second = place.Attach();
        Assert.Equal([0, 0], place.Ask(second, MessageKind.ReadRegion, Client.Access(Place.ConfigRegion, 4, 2)).Body[^2..]);
        Assert.Equal(2, place.Guest.Guests);
    }

    [Fact]
    public void SecondClientIsSentAwayWhileTheFirstIsThere()
    {
        using var place = new Place();
        using var first = place.Attach();
        using var second = new Client(place.Path);
        place.Guest.RefuseOthers();
        Assert.True(second.IsGone);
        Assert.Equal(0u, place.Ask(first, MessageKind.GetDeviceInfo, Client.Words(16, 0, 0, 0)).Error);
    }

    [Fact]
    public void ResetOfTheMachineGivesADeviceLikeNewAndKeepsTheMemory()
    {
        using var place = new Place();
        using var client = place.Attach();
        using var file = Place.Memory(4096);
        place.Command(client, 7);
        place.Ask(client, MessageKind.MapDma, Client.Map(0, 4096), file);
        client.Send(MessageKind.Reset, []);
        Assert.Equal(GuestRequestKind.Restart, place.Guest.Run(place.NowNs).Kind);
        Assert.Null(client.TryTake()); // not before the device is like new
        place.Run();
        Assert.Equal(0u, client.TryTake()!.Error);
        Assert.Equal(1, place.Guest.Memory.MapCount);
        Assert.False(place.Guest.Memory.Owns(0, 1)); // no bus master yet
    }

    [Fact]
    public void ClientThatDoesNotReadItsRepliesIsSentAway()
    {
        using var place = new Place();
        using var client = place.Attach();
        for (var i = 0; i < 10_000 && !client.IsGone && place.Guest.LastProblem is null; i++)
        {
            client.Send(MessageKind.ReadRegion, Client.Access(Place.ConfigRegion, 0, 256));
            place.Run();
        }
        Assert.Equal("the client does not take its replies", place.Guest.LastProblem);
    }

    [Fact]
    public void AccessMakesNoGarbage()
    {
        using var place = new Place();
        using var client = place.Attach();
        place.Command(client, 1);
        var request = new byte[32];
        new MessageHead(7, MessageKind.ReadRegion, 32, 0, 0).Write(request);
        Client.Access(0, 7, 1).CopyTo(request, 16);
        Span<byte> reply = stackalloc byte[64];
        var before = 0L;
        for (var i = 0; i < 2_000; i++)
        {
            if (i == 1_000) // what is made once is made by now
                before = GC.GetAllocatedBytesForCurrentThread();
            client.SendRaw(request);
            place.Guest.Run(place.NowNs);
            place.Guest.Data[0] = 0x5a;
            place.Guest.Run(place.NowNs);
            client.Skip(reply);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>QEMU is told of each change of what its device reaches, which takes a while: so others have their say between two of them.</summary>
    [Fact]
    public void ChangesOfWhatTheDeviceReachesComeOneAtATime()
    {
        using var place = new Place();
        using var client = place.Attach();
        using var file = Place.Memory(4096);
        place.Ask(client, MessageKind.MapDma, Client.Map(0, 4096), file);
        var changes = 0;
        place.Guest.Memory.Changed += () => changes++;
        for (var i = 0; i < 20; i++)
            client.Send(MessageKind.WriteRegion, Client.Access(Place.ConfigRegion, 4, 2, (byte)(i % 2 == 0 ? 6 : 2), 0), flags: 0x10);
        for (var run = 1; run <= 20; run++)
        {
            Assert.Equal(place.NowNs, place.Guest.Run(place.NowNs).UntilNs); // at once again
            Assert.Equal(run, changes);
        }
    }

    /// <summary>How many descriptors of this process lead to a file; other tests open and close theirs meanwhile.</summary>
    private static int DescriptorsOf(SafeFileHandle file) => Directory.GetFiles("/proc/self/fd").Count(each =>
    {
        using var other = new SafeFileHandle(nint.Parse(Path.GetFileName(each), null), ownsHandle: false);
        return Descriptors.NumberOf(file) is { } number && number == Descriptors.NumberOf(other);
    });
}
