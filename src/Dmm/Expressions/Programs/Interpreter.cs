namespace Dmm.Expressions.Programs;

/// <summary>Runs programs. The generator has proved that the stack suffices and that one value is left on it.</summary>
internal static class Interpreter
{
    /// <summary>How many values a program may hold at once.</summary>
    public const int StackDepth = 32;

    /// <summary>The value of the program.</summary>
    public static ulong Run(ReadOnlySpan<Operation> program, ReadOnlySpan<ulong> words, int eventWord, ulong oldValue)
    {
        Span<ulong> stack = stackalloc ulong[StackDepth];
        ulong top = 0;
        var below = 0;
        foreach (ref readonly var operation in program)
        {
            if (operation.Code == OperationCode.Push)
            {
                // The first push saves a top that is not there yet; nothing ever reads it back.
                stack[below++] = top;
                top = Operand(in operation, words, eventWord, oldValue);
            }
            else if (operation.Source == OperandSource.Stack)
            {
                top = Arithmetic.Apply(operation.Code, stack[--below], top);
            }
            else
            {
                top = Arithmetic.Apply(operation.Code, top, Operand(in operation, words, eventWord, oldValue));
            }
        }
        return top;
    }

    private static ulong Operand(ref readonly Operation operation, ReadOnlySpan<ulong> words, int eventWord, ulong oldValue)
    {
        if (operation.Source == OperandSource.Constant)
            return operation.Immediate;
        var isOld = operation.Source == OperandSource.OldWord && operation.Word == eventWord;
        return ((isOld ? oldValue : words[operation.Word]) >> operation.Shift) & operation.Immediate;
    }
}
