using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Passthrough.Devices.Qemu;

namespace Passthrough.Tests.Qemu;

/// <summary>What QEMU says, read without QEMU; and whatever else may come instead.</summary>
public class QtestLineTests
{
    [Theory]
    [InlineData("OK", "Done", 0)]
    [InlineData("OK 0x00ff", "Value", 0xff)]
    [InlineData("OK 0x7fffffffffffffff", "Value", long.MaxValue)]
    [InlineData("IRQ raise 20", "Raised", 20)]
    [InlineData("IRQ lower 0", "Lowered", 0)]
    [InlineData("", "Unknown", 0)]
    [InlineData("OK 0x", "Unknown", 0)]
    [InlineData("OK 0x1g", "Unknown", 0)]
    [InlineData("OK 0x10000000000000000", "Unknown", 0)]
    [InlineData("IRQ raise -1", "Unknown", 0)]
    [InlineData("IRQ raise 20 ", "Unknown", 0)]
    [InlineData("IRQ raise 18446744073709551616", "Unknown", 0)]
    [InlineData("FAIL Unknown command 'x'", "Unknown", 0)]
    public void ALineSaysOneThing(string line, string kind, long number)
    {
        var said = QtestLine.Of(Encoding.ASCII.GetBytes(line));

        Assert.Equal(new QtestLine(Enum.Parse<QtestLineKind>(kind), (ulong)number), said);
    }

    [Fact]
    public void AnyBytesSaySomething() => Prop.ForAll<byte[], int>((bytes, start) =>
    {
        string[] beginnings = ["", "OK", "OK 0x", "IRQ raise ", "IRQ lower "];
        byte[] line = [.. Encoding.ASCII.GetBytes(beginnings[(int)((uint)start % 5)]), .. bytes];
        return Enum.IsDefined(QtestLine.Of(line).Kind);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void LinesAreTheSameHoweverTheStreamIsCut() => Prop.ForAll<byte[], byte>((bytes, seed) =>
    {
        var stream = bytes.Select(b => b % 5 == 0 ? (byte)'\n' : b).ToArray();
        return Lines(stream, 1 + seed % 7).SequenceEqual(Lines(stream, 1000));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void ALineThatIsTooLongLeavesNoRoom()
    {
        var buffer = new LineBuffer(16);
        buffer.Room.Fill((byte)'x');
        buffer.Added(16);

        Assert.False(buffer.TryTake(out _));
        Assert.True(buffer.Room.IsEmpty);
    }

    private static List<string> Lines(ReadOnlySpan<byte> stream, int atOnce)
    {
        var buffer = new LineBuffer(4096);
        var lines = new List<string>();
        while (!stream.IsEmpty)
        {
            var part = stream[..Math.Min(atOnce, stream.Length)];
            part.CopyTo(buffer.Room);
            buffer.Added(part.Length);
            while (buffer.TryTake(out var line))
                lines.Add(Convert.ToHexString(line));
            stream = stream[part.Length..];
        }
        return lines;
    }
}
