using Dmm.Expressions.Syntax;
using Dmm.Expressions.Terms;

namespace Dmm.Expressions.Programs;

/// <summary>
/// Makes the program of a term, and proves that it is small enough: the operations are counted and so are the values that are held at once.
/// </summary>
internal sealed class ProgramGenerator
{
    private readonly List<Operation> operations = [];
    private int held;
    private bool fits = true;

    private ProgramGenerator()
    {
    }

    /// <summary>The program, or null if the term is too large for one.</summary>
    public static Operation[]? Generate(Term term)
    {
        var generator = new ProgramGenerator();
        generator.Write(term);
        return generator.fits ? generator.operations.ToArray() : null;
    }

    private void Write(Term term)
    {
        if (!fits)
            return;
        if (term is not BinaryTerm binary)
            Push(term);
        else if (binary.Right is not BinaryTerm)
            WriteFused(binary.Code, binary.Left, binary.Right);
        else if (binary.Left is not BinaryTerm && binary.Code.Mirrored() is { } mirrored)
            WriteFused(mirrored, binary.Right, binary.Left);
        else
            WriteBoth(binary);
    }

    private void WriteFused(OperationCode code, Term left, Term operand)
    {
        Write(left);
        Add(WithOperand(code, operand));
    }

    private void WriteBoth(BinaryTerm binary)
    {
        Write(binary.Left);
        Write(binary.Right);
        Add(new Operation(binary.Code, OperandSource.Stack));
        held--;
    }

    private void Push(Term term)
    {
        held++;
        fits &= held <= Interpreter.StackDepth;
        Add(WithOperand(OperationCode.Push, term));
    }

    private void Add(Operation operation)
    {
        operations.Add(operation);
        fits &= operations.Count <= Bounds.Operations;
    }

    private static Operation WithOperand(OperationCode code, Term operand) => operand switch
    {
        ConstantTerm constant => new Operation(code, OperandSource.Constant, Immediate: constant.Value),
        WordTerm word => new Operation(code, word.IsOld ? OperandSource.OldWord : OperandSource.Word,
            (byte)word.Shift, (ushort)word.Word, word.Mask),
        _ => throw new ArgumentException("only a constant or a word can be part of an operation", nameof(operand)),
    };
}
