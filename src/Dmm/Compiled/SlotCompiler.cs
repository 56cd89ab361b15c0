using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using Dmm.Compilation;

namespace Dmm.Compiled;

/// <summary>Writes the code of a slot: what the tables say of it, with every number in place.</summary>
/// <remarks>
/// The order is that of the tables. The register takes its new value; all rules are judged against that one state, and what they would change is
/// computed; only then anything is counted and changed. Where a check fails the register gets its old value back, and the tables judge.
/// </remarks>
internal sealed class SlotCompiler
{
    private const int MostRules = 64; // as many as one number has bits

    private readonly MonitorTables tables;
    private readonly int number;
    private readonly Slot slot;
    private readonly CodeExternals externals;
    private readonly DynamicMethod method;
    private readonly ILGenerator il;
    private readonly LocalBuilder words, now, old, covered;

    private SlotCompiler(MonitorTables tables, int number, CodeExternals externals)
    {
        this.tables = tables;
        this.number = number;
        this.externals = externals;
        slot = tables.Slots[number];
        method = new DynamicMethod($"slot {number}", typeof(int), [typeof(AccessFrame), typeof(ulong), typeof(int)], typeof(AccessFrame), skipVisibility: true);
        il = method.GetILGenerator();
        words = il.DeclareLocal(typeof(ulong[]));
        (now, old, covered) = (il.DeclareLocal(typeof(ulong)), il.DeclareLocal(typeof(ulong)), il.DeclareLocal(typeof(ulong)));
    }

    /// <summary>Writes it; null for a slot that is left to the tables.</summary>
    public static DynamicMethod? Write(MonitorTables tables, int number, CodeExternals externals)
    {
        ref readonly var slot = ref tables.Slots[number];
        if ((slot.Flags & (SlotFlags.Unlisted | SlotFlags.Resets | SlotFlags.BehindIndex)) != 0 || slot.Flags == SlotFlags.None
            || (slot.Word < 0 && (slot.Flags & SlotFlags.Harmless) == 0) || Math.Max(slot.Rules.Count, slot.Observations.Count) > MostRules)
            return null;
        var compiler = new SlotCompiler(tables, number, externals);
        if (slot.Word < 0)
            compiler.WriteHarmless();
        else
            compiler.WriteJudged();
        return compiler.method;
    }

    private void WriteHarmless()
    {
        Count(nameof(AccessFrame.Accesses), number);
        Count(nameof(AccessFrame.Hooked), number);
        Return(2);
    }

    private void WriteJudged()
    {
        var hooked = il.DefineLabel();
        LoadFrame(nameof(AccessFrame.Words));
        il.Emit(OpCodes.Stloc, words);
        LoadWord(0);
        Number(slot.Armed);
        il.Emit(OpCodes.And);
        il.Emit(OpCodes.Brtrue, hooked);
        if ((slot.Flags & SlotFlags.Probed) != 0)
            WriteBySize(isHooked: false);
        else
        {
            Count(nameof(AccessFrame.Accesses), number);
            Return(0);
        }
        il.MarkLabel(hooked);
        WriteBySize(isHooked: true);
    }

    /// <summary>Where a read of a part decides less than one of all, each size has its own rules.</summary>
    private void WriteBySize(bool isHooked)
    {
        var left = tables.PartRules[number] is null ? 0 : (int)slot.Sizes & (slot.Sizes - 1); // all but the least size
        for (; left != 0; left &= left - 1)
        {
            var size = left & -left;
            var other = il.DefineLabel();
            il.Emit(OpCodes.Ldarg_2);
            il.Emit(OpCodes.Ldc_I4, BitOperations.Log2((uint)size));
            il.Emit(OpCodes.Bne_Un, other);
            WriteJudgement(RulesOf(size, isHooked), isHooked);
            il.MarkLabel(other);
        }
        WriteJudgement(RulesOf(slot.Sizes & -slot.Sizes, isHooked), isHooked);
    }

    private RuleRange RulesOf(int size, bool isHooked) => tables.RulesOf(number, isHooked, Modeling.Model.RegisterBytes.Of(slot.Shift, size));

    private void WriteJudgement(RuleRange range, bool isHooked)
    {
        WriteNewValue();
        var fails = il.DefineLabel();
        var rules = range.Count == 0 ? null : new RuleCode(this, tables.Rules.AsSpan(range.First, range.Count), fails);
        if (rules is not null && tables.Model.SizeWord != 0)
            StoreSize();
        rules?.Judge();
        Count(nameof(AccessFrame.Accesses), number);
        if (isHooked)
            Count(nameof(AccessFrame.Hooked), number);
        rules?.Commit();
        if (tables.Model.SizeWord != 0)
            StoreWord(tables.Model.SizeWord, () => Number(0));
        if (slot.ClearedByRead != 0)
            WriteClearedByRead();
        Return(isHooked ? 2 : 1);
        if (rules is null)
            return;
        il.MarkLabel(fails);
        StoreWord(slot.Word, () => il.Emit(OpCodes.Ldloc, old));
        if (tables.Model.SizeWord != 0)
            StoreWord(tables.Model.SizeWord, () => Number(0));
        Return(-1);
    }

    /// <summary>What <see cref="Slot.Apply"/> does, without what its masks leave out.</summary>
    private void WriteNewValue()
    {
        var shifted = il.DeclareLocal(typeof(ulong));
        LoadWord(slot.Word);
        il.Emit(OpCodes.Stloc, old);
        LoadCovered();
        il.Emit(OpCodes.Stloc, covered);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4, (int)slot.Shift);
        il.Emit(OpCodes.Shl);
        il.Emit(OpCodes.Ldloc, covered);
        il.Emit(OpCodes.And);
        il.Emit(OpCodes.Stloc, shifted);
        il.Emit(OpCodes.Ldloc, old);
        if (slot.Replaced != 0)
        {
            Masked(covered, slot.Replaced);
            il.Emit(OpCodes.Not);
            il.Emit(OpCodes.And);
            Masked(shifted, slot.Replaced);
            il.Emit(OpCodes.Or);
        }
        if (slot.Cleared != 0)
        {
            Masked(shifted, slot.Cleared);
            il.Emit(OpCodes.Not);
            il.Emit(OpCodes.And);
        }
        if (slot.Set != 0)
        {
            Masked(shifted, slot.Set);
            il.Emit(OpCodes.Or);
        }
        il.Emit(OpCodes.Stloc, now);
        StoreWord(slot.Word, () => il.Emit(OpCodes.Ldloc, now));
    }

    private void LoadCovered()
    {
        if (BitOperations.IsPow2(slot.Sizes))
        {
            Number(slot.Covered(slot.Sizes));
            return;
        }
        Number(ulong.MaxValue);
        il.Emit(OpCodes.Ldc_I4, 64);
        il.Emit(OpCodes.Ldc_I4_8);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Shl);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Shr_Un);
        il.Emit(OpCodes.Ldc_I4, (int)slot.Shift);
        il.Emit(OpCodes.Shl);
    }

    private void WriteClearedByRead() => StoreWord(slot.Word, () =>
    {
        LoadWord(slot.Word);
        Masked(covered, slot.ClearedByRead);
        il.Emit(OpCodes.Not);
        il.Emit(OpCodes.And);
    });

    private void StoreSize() => StoreWord(tables.Model.SizeWord, () =>
    {
        Number(1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Shl);
    });

    private void Masked(LocalBuilder local, ulong mask)
    {
        il.Emit(OpCodes.Ldloc, local);
        Number(mask);
        il.Emit(OpCodes.And);
    }

    private void Number(ulong value) => il.Emit(OpCodes.Ldc_I8, (long)value);

    private void LoadFrame(string field)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, Field(field));
    }

    private void LoadWord(int index)
    {
        il.Emit(OpCodes.Ldloc, words);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem_I8);
    }

    private void StoreWord(int index, Action load)
    {
        il.Emit(OpCodes.Ldloc, words);
        il.Emit(OpCodes.Ldc_I4, index);
        load();
        il.Emit(OpCodes.Stelem_I8);
    }

    /// <summary>Counts one; the index stands in the code, or on the stack.</summary>
    private void Count(string counter, int index) => Count(counter, () => il.Emit(OpCodes.Ldc_I4, index));

    private void Count(string counter, Action index)
    {
        LoadFrame(counter);
        index();
        il.Emit(OpCodes.Ldelema, typeof(long));
        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Ldind_I8);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Conv_I8);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stind_I8);
    }

    private void Return(int kind)
    {
        il.Emit(OpCodes.Ldc_I4, kind);
        il.Emit(OpCodes.Ret);
    }

    private static FieldInfo Field(string name) => typeof(AccessFrame).GetField(name)!;

    /// <summary>The rules of one event.</summary>
    private sealed class RuleCode
    {
        private readonly SlotCompiler outer;
        private readonly ILGenerator il;
        private readonly CompiledRule[] rules;
        private readonly Label fails;
        private readonly ExpressionCode expressions;
        private readonly LocalBuilder states, after, fired;
        private readonly LocalBuilder[][] values, lengths;

        public RuleCode(SlotCompiler outer, ReadOnlySpan<CompiledRule> rules, Label fails)
        {
            this.outer = outer;
            this.rules = rules.ToArray();
            this.fails = fails;
            il = outer.il;
            expressions = new ExpressionCode(il, outer.words, outer.slot.Word, outer.now, outer.old);
            (states, after, fired) = (il.DeclareLocal(typeof(ulong)), il.DeclareLocal(typeof(ulong)), il.DeclareLocal(typeof(ulong)));
            values = [.. this.rules.Select(rule => rule.Effects.Select(_ => il.DeclareLocal(typeof(ulong))).ToArray())];
            lengths = [.. this.rules.Select(rule => rule.Effects.Select(effect => effect.Info.Set is null ? null! : il.DeclareLocal(typeof(ulong))).ToArray())];
        }

        /// <summary>Which rules fire, whether their checks pass, and what they would change.</summary>
        public void Judge()
        {
            outer.LoadWord(0);
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Stloc, states);
            il.Emit(OpCodes.Stloc, after);
            expressions.Number(0);
            il.Emit(OpCodes.Stloc, fired);
            for (var i = 0; i < rules.Length; i++)
                JudgeOne(i);
        }

        /// <summary>Counts and changes.</summary>
        public void Commit()
        {
            var none = il.DefineLabel();
            il.Emit(OpCodes.Ldloc, fired);
            il.Emit(OpCodes.Brfalse, none);
            for (var i = 0; i < rules.Length; i++)
                IfFired(i, CountOne);
            outer.StoreWord(0, () => il.Emit(OpCodes.Ldloc, after));
            for (var i = 0; i < rules.Length; i++)
                if (rules[i].Effects.Length > 0)
                    IfFired(i, Apply);
            il.MarkLabel(none);
        }

        private void JudgeOne(int i)
        {
            ref readonly var rule = ref rules[i];
            var not = il.DefineLabel();
            il.Emit(OpCodes.Ldloc, states);
            expressions.Number(rule.From);
            il.Emit(OpCodes.And);
            il.Emit(OpCodes.Brfalse, not);
            expressions.Unless(rule.Guard.Source, not);
            foreach (var check in rule.Checks)
                Judge(check);
            for (var effect = 0; effect < rule.Effects.Length; effect++)
            {
                expressions.Value(rule.Effects[effect].Value);
                il.Emit(OpCodes.Stloc, values[i][effect]);
                if (lengths[i][effect] is not { } length)
                    continue;
                expressions.Value(rule.Effects[effect].Length);
                il.Emit(OpCodes.Stloc, length);
            }
            il.Emit(OpCodes.Ldloc, fired);
            expressions.Number(1UL << i);
            il.Emit(OpCodes.Or);
            il.Emit(OpCodes.Stloc, fired);
            il.Emit(OpCodes.Ldloc, after);
            expressions.Number(~rule.Clear);
            il.Emit(OpCodes.And);
            expressions.Number(rule.Enter);
            il.Emit(OpCodes.Or);
            il.Emit(OpCodes.Stloc, after);
            il.MarkLabel(not);
        }

        private void Judge(CompiledCheck check)
        {
            if (check.Walk >= 0)
                il.Emit(OpCodes.Br, fails); // entries of a structure are the tables' matter
            else if (check.Info.Holds is { } holds)
                expressions.Unless(holds, fails);
            else
            {
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Ldc_I4, outer.externals.NumberOf(check));
                var dma = check.Info.Dma!;
                expressions.Value(dma.At);
                expressions.Value(dma.Length);
                if (dma.Wraps is { } wraps)
                {
                    expressions.Value(wraps.At);
                    expressions.Value(wraps.To);
                }
                il.Emit(OpCodes.Call, typeof(AccessFrame).GetMethod(dma.Wraps is null ? nameof(AccessFrame.Holds) : nameof(AccessFrame.HoldsWrapping))!);
                il.Emit(OpCodes.Brfalse, fails);
            }
        }

        private void IfFired(int i, Action<int> write)
        {
            var not = il.DefineLabel();
            il.Emit(OpCodes.Ldloc, fired);
            expressions.Number(1UL << i);
            il.Emit(OpCodes.And);
            il.Emit(OpCodes.Brfalse, not);
            write(i);
            il.MarkLabel(not);
        }

        private void CountOne(int i)
        {
            var rule = rules[i];
            outer.Count(nameof(AccessFrame.Fired), () =>
            {
                il.Emit(OpCodes.Ldc_I4, rule.Index * 64);
                if (rule.Clear == 0)
                    return;
                il.Emit(OpCodes.Ldloc, states);
                expressions.Number(rule.Clear);
                il.Emit(OpCodes.And);
                il.Emit(OpCodes.Call, typeof(BitOperations).GetMethod(nameof(BitOperations.TrailingZeroCount), [typeof(ulong)])!);
                il.Emit(OpCodes.Add);
            });
            if (rule.Checks.Length == 0)
                return;
            foreach (var check in rule.Checks)
                outer.Count(nameof(AccessFrame.ChecksPassed), check.Index);
            il.Emit(OpCodes.Ldarg_0);
            outer.LoadFrame(nameof(AccessFrame.Passed));
            expressions.Number(rule.Checks.Aggregate(0UL, (bits, check) => bits | 1UL << check.Index));
            il.Emit(OpCodes.Or);
            il.Emit(OpCodes.Stfld, Field(nameof(AccessFrame.Passed)));
        }

        private void Apply(int i)
        {
            for (var each = 0; each < rules[i].Effects.Length; each++)
                if (rules[i].Effects[each].Info.Set is null)
                    Set(rules[i].Effects[each], values[i][each]);
                else
                    Mark(rules[i].Effects[each], values[i][each], lengths[i][each]);
        }

        private void Set(CompiledEffect effect, LocalBuilder value) => outer.StoreWord(effect.Info.Word, () =>
        {
            outer.LoadWord(effect.Info.Word);
            expressions.Number(~(effect.Info.Mask << effect.Info.Shift));
            il.Emit(OpCodes.And);
            il.Emit(OpCodes.Ldloc, value);
            if (effect.Value.Term.PossibleBits > effect.Info.Max)
            {
                expressions.Number(effect.Info.Max);
                il.Emit(OpCodes.Call, typeof(Math).GetMethod(nameof(Math.Min), [typeof(ulong), typeof(ulong)])!);
            }
            il.Emit(OpCodes.Ldc_I4, effect.Info.Shift);
            il.Emit(OpCodes.Shl);
            il.Emit(OpCodes.Or);
        });

        private void Mark(CompiledEffect effect, LocalBuilder at, LocalBuilder length)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, outer.externals.NumberOf(effect));
            il.Emit(OpCodes.Ldloc, at);
            il.Emit(OpCodes.Ldloc, length);
            il.Emit(OpCodes.Call, typeof(AccessFrame).GetMethod(nameof(AccessFrame.Apply))!);
        }
    }
}
