namespace Dmm.Modeling.Model;

/// <summary>How the entries of a descriptor structure follow each other.</summary>
public enum DescriptorKind
{
    /// <summary>Side by side, the first after the last.</summary>
    Ring,

    /// <summary>Each names the address of the next.</summary>
    List,

    /// <summary>Side by side, all of them given at once.</summary>
    Array,

    /// <summary>There is one.</summary>
    Block,
}
