namespace Dmm.Analysis.Mutation;

/// <summary>One kind of small fault.</summary>
internal interface IMutationOperator
{
    /// <summary>Its name on the command line and in reports.</summary>
    string Name { get; }

    /// <summary>Every fault of this kind that a model can have, in the order of the file.</summary>
    IEnumerable<Mutant> Of(MutationSource model);
}
