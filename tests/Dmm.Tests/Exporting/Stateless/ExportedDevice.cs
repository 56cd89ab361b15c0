using System.Reflection;
using Dmm.Compilation;
using Dmm.Exporting.Stateless;
using Dmm.Modeling.Model;
using Dmm.Monitoring;
using Dmm.Tracing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dmm.Tests.Exporting.Stateless;

/// <summary>The exported source of a model, compiled and running; what an access makes of a register is given to it, as its user would.</summary>
internal sealed class ExportedDevice
{
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly MonitorTables tables;
    private readonly dynamic machines;
    private readonly dynamic context;
    private readonly bool tellsParts;
    private readonly Dictionary<string, object> triggers = [];

    public ExportedDevice(MonitorTables tables)
    {
        this.tables = tables;
        var types = Compile(StatelessSource.Write(tables.Model)).GetTypes();
        object New(string name) => Activator.CreateInstance(types.Single(type => type.Name == name && !type.IsNested))!;
        machines = New("DeviceMachines");
        context = New("DeviceContext");
        tellsParts = ((object)context).GetType().GetProperty("Unknown") is not null;
        foreach (var trigger in Enum.GetValues(types.Single(type => type.Name == "Trigger")))
            triggers[trigger.ToString()!] = trigger;
    }

    /// <summary>All words but that of the states.</summary>
    public ulong[] Words => ((ulong[])context.Words)[1..];

    /// <summary>The state of each machine, in the order of the model.</summary>
    public IEnumerable<string> States => ((object)machines).GetType().GetProperties().Where(property => property.PropertyType.Name.StartsWith("StateMachine", StringComparison.Ordinal))
        .Select(property => (string)((dynamic)property.GetValue((object)machines)!).State.ToString());

    /// <summary>Compiles source; any error or warning fails the test.</summary>
    public static Assembly Compile(string source)
    {
        var compilation = CSharpCompilation.Create("Exported", [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp10))], References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, generalDiagnosticOption: ReportDiagnostic.Error));
        using var bytes = new MemoryStream();
        var result = compilation.Emit(bytes);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Take(5)) + "\n" + source);
        return Assembly.Load(bytes.ToArray());
    }

    /// <summary>An access that a monitor has judged: the same is done here.</summary>
    /// <returns>The checks that fail.</returns>
    public IReadOnlyList<string> Access(in TraceEvent access, Verdict verdict, ReadOnlySpan<ulong> before)
    {
        ref readonly var slot = ref tables.Slots[tables.SlotNumberOf(access.Region, access.Offset, access.Kind == TraceEventKind.Write, before)];
        Assert.NotEqual(0, slot.Sizes & access.Size);
        var register = tables.Model.Registers[slot.Word - 1];
        var value = slot.Apply((ulong)context.Words[register.Word], access.Value, access.Size);
        if (access.Kind == TraceEventKind.Read && tellsParts)
            context.Change(register.Word, value, slot.Covered(access.Size));
        else
            context.Change(register.Word, value);
        var kind = access.Kind == TraceEventKind.Write ? verdict.Kind == VerdictKind.Observed ? null : "Write" : verdict.Kind == VerdictKind.Observed ? "Observe" : "Read";
        if (tables.Model.SizeWord != 0)
            context.Size = (ulong)access.Size;
        var failed = kind is null ? [] : Fire(kind, register);
        if (tables.Model.SizeWord != 0)
            context.Size = 0UL;
        if (failed.Count > 0)
            context.Undo();
        else
        {
            context.Words[register.Word] = (ulong)context.Words[register.Word] & ~(slot.ClearedByRead & slot.Covered(access.Size));
            if ((slot.Flags & SlotFlags.Resets) != 0)
                machines.Reset(context);
        }
        return failed;
    }

    /// <summary>An interrupt.</summary>
    public void Interrupt(ulong? cause)
    {
        context.Change();
        if (cause is { } value && tables.Model.Interrupt?.Cause is { } register)
        {
            context.Change(register.Word, value & tables.CauseMask);
            Fire("Observe", register);
        }
        if (triggers.TryGetValue("Interrupt", out var trigger))
            machines.Fire((dynamic)trigger, context);
    }

    private IReadOnlyList<string> Fire(string kind, RegisterInfo register)
    {
        // Where nothing waits for the read itself, it is an observation.
        var name = triggers.ContainsKey($"{kind}{register.Name}") || kind != "Read" ? $"{kind}{register.Name}" : $"Observe{register.Name}";
        return triggers.TryGetValue(name, out var trigger) ? (IReadOnlyList<string>)machines.Fire((dynamic)trigger, context) : [];
    }
}
