using Passthrough.Guests;
using Passthrough.Guests.VfioUser;

namespace Passthrough.Tests.Serving;

/// <summary>Whatever a client sends, nothing throws, every descriptor is closed, and the place takes the next guest.</summary>
public sealed class MessageProperties
{
    private const int Runs = 60, Messages = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void BytesOfAnyKindEndAConnectionAtMost(int seed)
    {
        var random = new Random(seed);
        using var place = new Place();
        for (var run = 0; run < Runs; run++)
        {
            using (var client = new Client(place.Path))
            {
                place.Run();
                for (var i = 0; i < 8; i++)
                {
                    var bytes = new byte[random.Next(1, 200)];
                    random.NextBytes(bytes);
                    client.SendRaw(bytes);
                    RunAndAnswer(place);
                }
            }
            RunAndAnswer(place);
        }
        using var guest = place.Attach();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void MessagesWithAnyBodyAreAnsweredOrEndAConnection(int seed)
    {
        var random = new Random(seed);
        using var place = new Place();
        using var file = Place.Memory(1 << 20);
        for (var run = 0; run < Runs; run++)
        {
            using (var client = place.Attach())
                for (var i = 0; i < Messages && !client.IsGone; i++)
                {
                    client.Send((MessageKind)random.Next(0, 17), BodyOf(random), random.Next(8) == 0 ? 0x10u : 0, random.Next(4) == 0 ? [file] : []);
                    RunAndAnswer(place);
                    while (client.TryTake() is not null)
                    {
                    }
                }
            RunAndAnswer(place);
            Assert.Equal(0, place.Guest.Memory.MapCount);
        }
    }

    /// <summary>Words that stand for something, more often than any words would.</summary>
    internal static byte[] BodyOf(Random random)
    {
        var words = new uint[random.Next(0, 12)];
        foreach (ref var word in words.AsSpan())
            word = random.Next(6) switch
            {
                0 => (uint)random.Next(),
                1 => uint.MaxValue,
                2 => (uint)random.Next(64),
                3 => 4096u * (uint)random.Next(64),
                4 => 0,
                _ => 1u << random.Next(6),
            };
        return Client.Words(words)[..(4 * words.Length - (words.Length > 0 ? random.Next(4) / 3 : 0))];
    }

    private static void RunAndAnswer(Place place)
    {
        for (var i = 0; i < 1000 && place.Run().Kind == GuestRequestKind.Access; i++)
            place.Guest.Data.Fill(0xff);
    }
}
