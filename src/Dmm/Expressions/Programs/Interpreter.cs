namespace Dmm.Expressions.Programs;

/// <summary>Runs programs. The generator has proved that the stack suffices and that one value is left on it.</summary>
internal static class Interpreter
{
    /// <summary>How many values a program may hold at once.</summary>
    public const int StackDepth = 32;

    /// <summary>The value of the program.</summary>
    /// <remarks>Most programs are one operand, or one and what is done to it, and need no stack: memory of the stack would be cleared for each.</remarks>
    public static ulong Run(ReadOnlySpan<Operation> program, ReadOnlySpan<ulong> words, int eventWord, ulong oldValue)
    {
        var top = Operand(in program[0], words, eventWord, oldValue); // the first operation of every program is a push
        for (var at = 1; at < program.Length; at++)
        {
            ref readonly var operation = ref program[at];
            if (operation.Code == OperationCode.Push)
                return RunOnStack(program[at..], top, words, eventWord, oldValue);
            top = Arithmetic.Apply(operation.Code, top, Operand(in operation, words, eventWord, oldValue));
        }
        return top;
    }

    private static ulong RunOnStack(ReadOnlySpan<Operation> program, ulong top, ReadOnlySpan<ulong> words, int eventWord, ulong oldValue)
    {
        Span<ulong> stack = stackalloc ulong[StackDepth];
        var below = 0;
        foreach (ref readonly var operation in program)
        {
            if (operation.Code == OperationCode.Push)
            {
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
