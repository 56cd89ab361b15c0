using Dmm.Expressions;

namespace Dmm.Modeling.Model;

/// <summary>Where drivers find the address of their NIC: each guest finds its own there, and not the card's.</summary>
public sealed record StationInfo
{
    /// <summary>The variable with the guest's own address, the first byte lowest.</summary>
    public required VariableInfo Address { get; init; }

    /// <summary>The card's own address, of what is known when it was just switched on; null when the model does not say it.</summary>
    public CompiledExpression? Card { get; init; }

    /// <summary>What is learned of the card once, when it was just switched on.</summary>
    public IReadOnlyList<LearnedInfo> Learned { get; init; } = [];

    /// <summary>Registers that hold the address, or a part of it, when the device was just switched on.</summary>
    public IReadOnlyList<WidenedInfo> Begins { get; init; } = [];

    /// <summary>What a driver reads; the first of a register that fits counts.</summary>
    public IReadOnlyList<StationShownInfo> Shown { get; init; } = [];

    /// <summary>The procedure that moves the address to the begin of its window at each hand-off; null where the device itself does not look at it.</summary>
    public ProcedureInfo? Gives { get; init; }

    /// <summary>How often each byte of the address stands there.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>The word in which what the device says stands while an answer is computed.</summary>
    public required int ValueWord { get; init; }

    /// <summary>Where it is written.</summary>
    public required Location Location { get; init; }

    /// <summary>Everything that is computed while a guest has the device.</summary>
    public IEnumerable<CompiledExpression> Expressions => Shown.SelectMany(shown => new[] { shown.When, shown.As }).OfType<CompiledExpression>();

    /// <summary>What a guest reads in a register.</summary>
    /// <param name="register">The register.</param>
    /// <param name="words">The guest's state block; it is as it was afterwards.</param>
    /// <param name="value">What the device says.</param>
    public ulong Find(RegisterInfo register, Span<ulong> words, ulong value)
    {
        if (words[Address.Word] == 0)
            return value; // nobody knows an address
        words[ValueWord] = value;
        foreach (var shown in Shown)
            if (shown.Register == register && shown.When?.Test(words, -1, 0) != false)
            {
                value = shown.As.Value(words, -1, 0);
                break;
            }
        words[ValueWord] = 0;
        return value;
    }

    /// <summary>Whether a procedure is one of this section.</summary>
    public bool Uses(ProcedureInfo procedure) => Gives == procedure || Learned.Any(learned => learned.By == procedure);

    /// <summary>Whether a variable is set by this section.</summary>
    public bool Sets(VariableInfo variable) => Address == variable || Learned.Any(learned => learned.Variable == variable);
}

/// <summary>Something that is learned of the card.</summary>
/// <param name="Variable">What keeps it.</param>
/// <param name="By">The procedure that finds it out; null where the context does.</param>
/// <param name="To">What it is.</param>
public sealed record LearnedInfo(VariableInfo Variable, ProcedureInfo? By, CompiledExpression To);

/// <summary>A register in which a driver reads the address of its NIC.</summary>
/// <param name="Register">The register.</param>
/// <param name="When">Whether it shows the address now; null for always.</param>
/// <param name="As">What the guest reads.</param>
public sealed record StationShownInfo(RegisterInfo Register, CompiledExpression? When, CompiledExpression As);
