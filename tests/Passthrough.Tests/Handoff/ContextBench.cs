using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;
using Passthrough.Devices.Simulated;
using Passthrough.Handoff;
using Passthrough.Tests.Multiplexing;

namespace Passthrough.Tests.Handoff;

/// <summary>A card with a monitored guest, and what saves and restores its context.</summary>
internal sealed class ContextBench : IDisposable
{
    public const uint Cr = 0, Data = 0x10;

    private DeviceMonitor monitor = new(Cards.Usual);

    public ContextBench()
    {
        Port = new RegisterPort(Model, Nic);
        Procedures = new ProcedureRun(Model, Port);
        Saver = new ContextSaver(Model, Port, Procedures, _ => false);
        Restorer = new ContextRestorer(Model, Port, Procedures, (register, words) => words[register.Word]);
        Guest(Cr, 0x21);
        Guest(0x01, 0x4c, 0x80, 0x4c);
        Guest(Cr, 0x61);
        Guest(0x07, 0x4c);
        Guest(Cr, 0x21);
    }

    public static DeviceModel Model => Cards.Usual.Model;

    public LoggedNic Nic { get; } = new(new SimulatedNe2000());

    public RegisterPort Port { get; }

    public ProcedureRun Procedures { get; }

    public ContextSaver Saver { get; }

    public ContextRestorer Restorer { get; }

    public static RegisterInfo Register(string name) => Model.Registers.Single(register => register.Name == name);

    /// <summary>The guest writes bytes from an offset on.</summary>
    public void Guest(uint offset, params byte[] values)
    {
        foreach (var value in values)
        {
            var verdict = monitor.Access(new TraceEvent(TraceEventKind.Write, 0, 1, offset, value));
            Assert.True(verdict.Kind is VerdictKind.Allowed or VerdictKind.Unhooked, $"{verdict.Kind} at +0x{offset:x}");
            Nic.Write(0, offset, 1, value);
            if (offset != Data)
                offset++;
        }
    }

    /// <summary>The guest loads bytes into the card's memory.</summary>
    public void Load(ushort address, params byte[] bytes)
    {
        Guest(Cr, 0x22);
        Guest(0x0e, 0x48);
        Guest(0x08, (byte)address, (byte)(address >> 8), (byte)bytes.Length, (byte)(bytes.Length >> 8));
        Guest(Cr, 0x12);
        Guest(Data, bytes);
        Guest(Cr, 0x22);
        Guest(0x07, 0x40);
    }

    /// <summary>The guest leaves the card with a value of its own in every register, and four bytes of a page loaded.</summary>
    public void Leave(Random random)
    {
        var first = random.Next(0x44, 0x70);
        var end = random.Next(first + 8, 0x81);
        Guest(0x01, (byte)first, (byte)end, (byte)random.Next(first, end), (byte)random.Next(0x40, 0x80));
        Guest(0x05, Bytes(random, 2));
        Guest(0x0c, (byte)(random.Next(0x40) & ~0x20), (byte)(random.Next(4) << 1), 0x48, (byte)random.Next(0x80));
        Guest(Cr, 0x61);
        Guest(0x01, Bytes(random, 6));
        Guest(0x07, (byte)random.Next(first, end));
        Guest(0x08, Bytes(random, 8));
        Guest(Cr, 0x21);
        Load((ushort)(random.Next(0x40, 0x80) << 8), Bytes(random, 4));
        Guest(0x0a, Bytes(random, 2));
        Guest(0x08, Bytes(random, 2));
        Guest(0x0e, (byte)random.Next(0x80));
        Guest(Cr, (byte)(0x22 | random.Next(3) << 6));
    }

    /// <summary>Takes the guest's context out of the card, with the live bytes of its memory or without.</summary>
    public SavedContext Save(bool withMemory = true)
    {
        var context = new SavedContext(Model);
        monitor.State.Words.CopyTo(context.Words);
        if (withMemory)
            Saver.Save(context.Words, 0, context);
        else
            Saver.SaveRegisters(context.Words, 0, context);
        return context;
    }

    /// <summary>Another guest, whose card was just switched on, has the card until it is quieted again.</summary>
    public void LetAnotherUseIt(Random random)
    {
        monitor = new DeviceMonitor(Cards.Usual);
        Guest(Cr, 0x21);
        Leave(random);
        for (var page = 0x40; page < 0x80; page++)
            Procedures.Write(Model.Procedures.Single(procedure => procedure.Name == "remote_write"), monitor.State.Words, new MemoryRange((ulong)page << 8, 256), Bytes(random, 256));
        Saver.Quiet(monitor.State.Words);
    }

    /// <summary>Puts a context into the quiet card.</summary>
    public void Restore(SavedContext context)
    {
        Port.TakeOver(context.Words);
        Restorer.Restore(context);
    }

    /// <summary>The guest goes on where it was.</summary>
    public void TakeUp(SavedContext context)
    {
        monitor = new DeviceMonitor(Cards.Usual);
        monitor.State.CopyFrom(context.Words);
    }

    /// <summary>What is in the card: all that it gives back of what the context restores by writing, CR first.</summary>
    public List<string> Contents(ulong cr)
    {
        var words = new ulong[Model.StateWords];
        words[Register("CR").Word] = cr;
        var contents = new List<string> { $"CR {Nic.Read(0, Cr, 1):x}" };
        Port.TakeOver(words);
        foreach (var register in Model.Context.Where(item => item.Restore == RestoreRule.Write && item.Register!.CanBeProbed).Select(item => item.Register!).Distinct().Where(register => register.Name != "CR"))
            contents.Add($"{register.Name} {Port.Read(register):x}");
        Port.GiveBack(words);
        return contents;
    }

    public void Dispose() => Nic.Dispose();

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
