using Passthrough.Verification;
using Vpio.Input;

namespace Vpio.Output;

/// <summary>Who prints what came of verifying hand-offs.</summary>
internal interface IVerifyOutput
{
    /// <summary>Whether guests could tell, for each number of guests.</summary>
    void Print(VerifyPlan plan, IReadOnlyList<(int Guests, EquivalenceResult Result)> results, bool wasInterrupted);

    /// <summary>The same of single runs.</summary>
    void Print(VerifyPlan plan, IReadOnlyList<GuestRun> runs, bool wasInterrupted);

    /// <summary>What forced hand-offs broke, for each obstacle.</summary>
    void Print(VerifyPlan plan, int guests, IReadOnlyList<ControlResult> results, bool wasInterrupted);

    /// <summary>Who missed each line of the context.</summary>
    void Print(VerifyPlan plan, IReadOnlyList<int> guests, IReadOnlyList<ContextLineResult> results, bool wasInterrupted);

    /// <summary>Who missed the hooks of each register.</summary>
    void Print(VerifyPlan plan, IReadOnlyList<int> guests, IReadOnlyList<HookMutantResult> results, bool wasInterrupted);
}
