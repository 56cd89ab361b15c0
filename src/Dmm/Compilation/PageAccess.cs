namespace Dmm.Compilation;

/// <summary>What a guest does in a page of memory-mapped registers without the monitor.</summary>
internal enum PageAccess
{
    /// <summary>Nothing: each access is an exit.</summary>
    None,

    /// <summary>It reads; each write is an exit.</summary>
    Read,

    /// <summary>It reads and writes.</summary>
    Both,
}
