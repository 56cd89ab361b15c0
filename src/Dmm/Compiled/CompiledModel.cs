using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Dmm.Compilation;

namespace Dmm.Compiled;

/// <summary>The code of a model, made slot by slot when it is wanted, and shared by all monitors of the same tables.</summary>
internal sealed class CompiledModel
{
    /// <summary>
    /// How often a slot is judged by the tables before it becomes code: making the code costs as much as it saves in about as many accesses
    /// (bench/README.md).
    /// </summary>
    public const int Worthwhile = 32_768;

    private static readonly ConditionalWeakTable<MonitorTables, CompiledModel> Known = [];

    private readonly MonitorTables tables;
    private readonly DynamicMethod?[] code;
    private readonly bool[] isWritten;
    private readonly int[] uses;
    private readonly int enough;

    private CompiledModel(MonitorTables tables)
    {
        this.tables = tables;
        Externals = new CodeExternals(tables);
        code = new DynamicMethod?[tables.Slots.Length];
        isWritten = new bool[tables.Slots.Length];
        uses = new int[tables.Slots.Length];
        enough = tables.Engine == Engine.Compiled ? 0 : Worthwhile;
        Slots = new uint[tables.Slots.Length];
        for (var number = 0; number < Slots.Length; number++)
            Slots[number] = SlotEntry.Of(number, tables.Slots[number]);
        Places = new uint[tables.Places.Length * 2];
        for (var at = 0; at < Places.Length; at++)
            Places[at] = EntryAt(tables.Places[at / 2], at & 1);
    }

    /// <summary>By place and direction.</summary>
    public uint[] Places { get; }

    /// <summary>By slot.</summary>
    public uint[] Slots { get; }

    /// <summary>What code leaves to the tables' own objects.</summary>
    public CodeExternals Externals { get; }

    /// <summary>The code of tables; null where they run alone, or where code cannot be made.</summary>
    public static CompiledModel? Of(MonitorTables tables) =>
        tables.Engine == Engine.Tables || !RuntimeFeature.IsDynamicCodeCompiled ? null : Known.GetValue(tables, each => new CompiledModel(each));

    /// <summary>The code of a slot for one monitor; null as long as it is not worth its cost.</summary>
    public SlotCode? Make(int number, AccessFrame frame)
    {
        // Monitors of several threads may count at once and lose a use: that only makes the code come a little later.
        if (uses[number] < enough)
        {
            uses[number]++;
            return null;
        }
        lock (code)
        {
            if (!isWritten[number])
                (isWritten[number], code[number]) = (true, SlotCompiler.Write(tables, number, Externals));
            return code[number]?.CreateDelegate<SlotCode>(frame) ?? LeftToTables;
        }
    }

    private static int LeftToTables(ulong value, int sizeLog) => -1;

    private uint EntryAt(in Place place, int direction)
    {
        var first = tables.SlotNumbers[place.First + direction];
        for (var bank = 1; bank <= place.SelectorMask; bank++)
            if (tables.SlotNumbers[place.First + bank * 2 + direction] != first)
                return SlotEntry.Banked;
        return Slots[first];
    }
}
