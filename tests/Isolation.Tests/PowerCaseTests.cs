using Passthrough.Multiplexing.Sharing;
using Passthrough.Tests.Qemu;
using Xunit.Abstractions;

namespace Isolation.Tests;

/// <summary>With one part that keeps guests apart left out, a case finds a way through, where a search would take too long or the part is of one NIC.</summary>
[Trait("Kind", "power")]
public class PowerCaseTests(ITestOutputHelper output)
{
    private const string None = "";

    [Theory]
    [InlineData("freezing", None, "ne2k-parameters.txt", "PSTOP and PSTART moved while a read goes on: it wraps")]
    [InlineData("model", ", no_command: stop", "ne2k-commands.txt", "the start of the receiver widens its filter while a read goes on that has another address by now")]
    public void WithoutItACaseFindsAWayThrough(string part, string line, string file, string name) => Play(part, line, file, name, "simulated");

    [QemuTheory]
    [InlineData("parts", None, "ne2k-width.txt", "TPSR by a byte, then by a word")]
    [InlineData("sorting", None, "e1000.txt", "frames for the victim while the attacker takes everything")]
    [InlineData("sorting", None, "rtl8139.txt", "frames for the victim while the attacker takes everything")]
    [InlineData("sorting", None, "rtl8139.txt", "frames for the victim in C+ mode while the attacker takes everything")]
    [InlineData("sorting", None, "virtio.txt", "frames for the victim while the attacker turns on the control queue")]
    [InlineData("model", ", reads1", "virtio.txt", "a chain that begins in the victim's memory")]
    [InlineData("entries", None, "pcnet.txt", "an entry of the victim's memory given without an access")]
    [InlineData("model", "frame_is_whole", "e1000.txt", "a frame without its end goes on with the victim's")]
    public void WithoutItACaseOnQemuFindsAWayThrough(string part, string line, string file, string name) => Play(part, line, file, name, "qemu");

    private void Play(string part, string line, string file, string name, string device)
    {
        var protections = part switch
        {
            "freezing" => Protections.All with { Freezing = false },
            "parts" => Protections.All with { Parts = false },
            "sorting" => Protections.All with { Sorting = false },
            "entries" => Protections.All with { Entries = false },
            _ => Protections.All,
        };
        var outcome = CaseFiles.Play(CaseFiles.Find(file, name), device, control: false, protections, line == None ? null : line);
        output.WriteLine($"{part} {line}: {string.Join("; ", outcome.Findings)}");
        Assert.True(outcome.Findings.Count > 0, $"without {part} {line} nothing is found by '{name}': {string.Join("; ", outcome.Incidents)}");
    }
}
