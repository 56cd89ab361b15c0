using System.Reflection.Emit;
using Dmm.Compiled;
using Dmm.Expressions;
using Dmm.Tests.Expressions;
using FsCheck;
using FsCheck.Fluent;

namespace Dmm.Tests.Compiled;

/// <summary>An expression as code is what it is as a program, whatever the expression and the state are.</summary>
public class ExpressionCodeTests
{
    private delegate ulong Code(ulong[] words, ulong old);

    [Fact]
    public void AConditionAsCodeIsTheCondition() => Compare(ExpressionType.Bool, TestSymbols.Ne2000, 1000);

    [Fact]
    public void AConditionOverFewBitsIsTheCondition() => Compare(ExpressionType.Bool, TestSymbols.Small, 500);

    [Fact]
    public void ANumberAsCodeIsTheNumber() => Compare(ExpressionType.Int, TestSymbols.Ne2000, 1000);

    private static void Compare(ExpressionType type, TestSymbols symbols, int trees)
    {
        var compared = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(trees), Prop.ForAll(ExpressionMaker.Seeds, seed =>
        {
            var make = new ExpressionMaker(symbols, seed);
            var tree = type == ExpressionType.Bool ? make.Condition(seed % 4) : make.Number(seed % 5);
            if (ExpressionParser.Parse(SyntaxPrinter.Print(tree), symbols, type).Compiled is not { } expression)
                return true;
            compared++;
            var word = make.EventWord();
            var (value, test) = (Write(expression, word, isTest: false), Write(expression, word, isTest: true));
            for (var i = 0; i < 20; i++)
            {
                var (words, old) = (make.Words(), make.Word());
                if (value(words, old) != expression.Value(words, word, old) || test(words, old) != (expression.Test(words, word, old) ? 1UL : 0))
                    return false;
            }
            return true;
        }));
        Assert.True(compared > trees / 2, $"only {compared} of {trees} trees were of any use");
    }

    private static Code Write(CompiledExpression expression, int word, bool isTest)
    {
        var method = new DynamicMethod("expression", typeof(ulong), [typeof(ulong[]), typeof(ulong)], typeof(ExpressionCodeTests).Module);
        var il = method.GetILGenerator();
        var (words, now, old) = (il.DeclareLocal(typeof(ulong[])), il.DeclareLocal(typeof(ulong)), il.DeclareLocal(typeof(ulong)));
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Stloc, words);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Stloc, old);
        if (word >= 0)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, word);
            il.Emit(OpCodes.Ldelem_I8);
            il.Emit(OpCodes.Stloc, now);
        }
        var code = new ExpressionCode(il, words, word, now, old);
        if (isTest)
        {
            var fails = il.DefineLabel();
            code.Unless(expression, fails);
            code.Number(1);
            il.Emit(OpCodes.Ret);
            il.MarkLabel(fails);
            code.Number(0);
        }
        else
            code.Value(expression);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Code>();
    }
}
