using Dmm.Compilation;
using Dmm.Monitoring;
using Passthrough.Devices;
using Passthrough.Devices.Simulated;
using Passthrough.Handoff;
using Passthrough.Tests.Multiplexing;
using Passthrough.Tests.Qemu;

namespace Passthrough.Tests.Handoff;

/// <summary>A transmit buffer may begin where the ring ends. The DP8390 goes on at the beginning of the ring there when it is read, QEMU's also when it is written.</summary>
public class RingEndTests
{
    private const ulong First = 0x4c, End = 0x60;

    [Fact]
    public void BytesBehindTheEndOfTheRingAreMovedToWhereTheyBelong() => AssertMoved(new SimulatedNe2000(), Cards.Usual);

    [QemuFact]
    public void BytesBehindTheEndOfTheRingAreMovedToWhereTheyBelongOnQemu() => AssertMoved(Started.Nic(), Cards.Qemu);

    private static void AssertMoved(IPhysicalNic nic, MonitorTables tables)
    {
        using var device = nic;
        var model = tables.Model;
        var port = new RegisterPort(model, device);
        var procedures = new ProcedureRun(model, port);
        var words = new ulong[model.StateWords];
        foreach (var (name, value) in new[] { ("CR", 0x21UL), ("PSTART", First), ("PSTOP", End) })
        {
            var register = model.Registers.Single(each => each.Name == name);
            words[register.Word] = value;
            port.Write(register, value);
        }
        byte[] bytes = [.. Enumerable.Range(0, 0x200).Select(i => (byte)(i * 7 + i / 256))];
        var range = new MemoryRange((End - 1) << 8, (ulong)bytes.Length);
        var read = new byte[bytes.Length];
        var beginning = new byte[0x100];

        procedures.Write(model.Procedures.Single(each => each.Name == "remote_write"), words, range, bytes);
        procedures.Read(model.Procedures.Single(each => each.Name == "remote_read"), words, range, read);
        procedures.Read(model.Procedures.Single(each => each.Name == "remote_read"), words, new MemoryRange(First << 8, 0x100), beginning);

        Assert.Null(procedures.Problem);
        Assert.Equal(bytes, read);
        Assert.NotEqual(bytes[0x100..], beginning);
    }
}
