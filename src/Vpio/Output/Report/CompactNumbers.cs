namespace Vpio.Output.Report;

/// <summary>Numbers as text for the page's script: 7 bits a byte, the lowest first, in base 64. A list of near moments takes two bytes each.</summary>
internal sealed class CompactNumbers
{
    private readonly List<byte> bytes = [];

    public void Add(long number)
    {
        var rest = (ulong)number;
        for (; rest >= 128; rest >>= 7)
            bytes.Add((byte)(rest | 128));
        bytes.Add((byte)rest);
    }

    public override string ToString() => Convert.ToBase64String([.. bytes]);
}
