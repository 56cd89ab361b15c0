using System.Text;

namespace Passthrough.Nics.Ne2000.RealMode;

/// <summary>What the driver says when it gives up; each text ends with 0 and has its place in the segment.</summary>
internal static class Texts
{
    public const int NoCard = Layout.Texts, NotAnNe2000 = Layout.Texts + 0x80, TooManyChecks = Layout.Texts + 0x100;

    public static void Put(Span<byte> image, Ne2000ProgramOptions options)
    {
        Put(image, NoCard, $"no card answers at port 0x{options.PortBase:x}; give the driver the port that the card has");
        Put(image, NotAnNe2000, $"the card at port 0x{options.PortBase:x} has no PROM of a 16-bit NE2000; give the driver another port");
        Put(image, TooManyChecks, "a fourth machine check; the device was refused or taken away too often, see what was denied");
    }

    private static void Put(Span<byte> image, int at, string text) => Encoding.ASCII.GetBytes(text, image[at..]);
}
