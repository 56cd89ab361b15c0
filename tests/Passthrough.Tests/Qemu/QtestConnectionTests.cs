using System.Net.Sockets;
using System.Text;
using Dmm.Devices;
using FsCheck;
using FsCheck.Fluent;
using Passthrough.Devices.Qemu;

namespace Passthrough.Tests.Qemu;

/// <summary>The connection to QEMU, with somebody else at its other end.</summary>
public class QtestConnectionTests
{
    [Fact]
    public void ALevelThatCameBeforeTheAnswerIsToldBeforeTheValueIsThere()
    {
        Assert.Equal((0x42UL, "True", null), Answer("IRQ raise 20\nOK 0x0042\n"));
    }

    [Fact]
    public void ALevelThatCameWithTheAnswerIsNotForgotten()
    {
        Assert.Equal((0x42UL, "True False", null), Answer("IRQ raise 20\nOK 0x0042\nIRQ lower 20\n"));
    }

    [Fact]
    public void OtherLinesAreNotOurs()
    {
        Assert.Equal((0x42UL, "", null), Answer("IRQ raise 21\nOK 0x0042\nIRQ lower 4\n"));
    }

    [Theory]
    [InlineData("FAIL Unknown command\n", "gave an answer that does not belong to the command")]
    [InlineData("OK\n", "gave an answer that does not belong to the command")]
    [InlineData("OK 0x00", "closed its qtest socket")]
    [InlineData("", "closed its qtest socket")]
    public void AWrongAnswerIsAProblemAndReadsAllOnes(string said, string problem)
    {
        Assert.Equal((0xffUL, "", problem), Answer(said));
    }

    [Fact]
    public void ALineWithoutEndIsAProblem()
    {
        Assert.Equal((0xffUL, "", "said a line of more than 4096 bytes"), Answer(new string('x', 5000)));
    }

    [Fact]
    public void NoAnswerIsAProblem()
    {
        Assert.Equal((0xffUL, "", "did not answer within 50 ms"), Answer("IRQ raise 5\n"u8.ToArray(), answerWithinMs: 50, staysOpen: true));
    }

    [Fact]
    public void AnyAnswerIsAValueOrAProblem() => Prop.ForAll<byte[]>(bytes =>
    {
        var (value, _, problem) = Answer(bytes, answerWithinMs: 5000, staysOpen: false);
        return problem is not null && value <= 0xff;
    }).QuickCheckThrowOnFailure();

    private static (ulong Value, string Levels, string? Problem) Answer(string said) =>
        Answer(Encoding.ASCII.GetBytes(said), answerWithinMs: 5000, staysOpen: false);

    /// <summary>Reads a byte from somebody who has said something already.</summary>
    private static (ulong Value, string Levels, string? Problem) Answer(byte[] said, int answerWithinMs, bool staysOpen)
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(listener.LocalEndpoint);
        using var other = listener.AcceptSocket();
        other.Send(said);
        if (!staysOpen)
            other.Shutdown(SocketShutdown.Send);
        using var qtest = new QtestConnection(client, interruptLine: 20, answerWithinMs);
        var levels = new List<bool>();
        qtest.LevelTold += levels.Add;
        var value = qtest.Read(RegionSpace.Port, 0xc000, 1);
        return (value, string.Join(' ', levels), qtest.Problem);
    }
}
