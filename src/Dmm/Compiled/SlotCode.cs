namespace Dmm.Compiled;

/// <summary>The code of a slot: judges an access of a size that the slot takes, and follows it.</summary>
/// <param name="value">What was written or read.</param>
/// <param name="sizeLog">The size of the access, as a power of 2.</param>
/// <returns>A verdict kind, or -1 when nothing was done and the tables have to judge.</returns>
internal delegate int SlotCode(ulong value, int sizeLog);
